/** What the wire contract says of level 6 and the recordings do not show. */
@org.jspecify.annotations.NullMarked
package io.limp.level6;
