/** Messages to the outside: the outbox, and the gateways with somebody at their other end. */
package io.limp.messages;
