/**
 * What the author of a module imports: the attributes, the spec, the query tree, calls and replies.
 */
@NullMarked
package io.limp.api;

import org.jspecify.annotations.NullMarked;
