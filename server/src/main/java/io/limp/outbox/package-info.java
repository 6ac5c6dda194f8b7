/**
 * Takes messages out of the outbox and hands them to their gateways. Begin with {@code Courier}.
 */
@NullMarked
package io.limp.outbox;

import org.jspecify.annotations.NullMarked;
