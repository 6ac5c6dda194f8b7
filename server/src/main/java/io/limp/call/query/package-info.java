/** The query languages of the wire, read into one tree. Begin with {@code ReadQuery}. */
@NullMarked
package io.limp.call.query;

import org.jspecify.annotations.NullMarked;
