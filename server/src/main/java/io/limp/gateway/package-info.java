/** The ways to the outside: SMS by Twilio, e-mail by SMTP, and the log in development. */
@NullMarked
package io.limp.gateway;

import org.jspecify.annotations.NullMarked;
