/** Documents in the place of their ids. */
@NullMarked
package io.limp.expands;

import org.jspecify.annotations.NullMarked;
