/** Every type of attribute: what it takes, what it makes of it, what it refuses. */
@NullMarked
package io.limp.types;

import org.jspecify.annotations.NullMarked;
