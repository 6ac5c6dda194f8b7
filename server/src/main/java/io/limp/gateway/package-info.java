/** Ways out of the server: mail, text messages, the log. */
@NullMarked
package io.limp.gateway;

import org.jspecify.annotations.NullMarked;
