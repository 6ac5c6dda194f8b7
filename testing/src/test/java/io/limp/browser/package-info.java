/** The sandbox in a real browser, against a real server. */
@NullMarked
package io.limp.browser;

import org.jspecify.annotations.NullMarked;
