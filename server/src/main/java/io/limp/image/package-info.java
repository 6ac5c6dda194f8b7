/** Smaller pictures from what somebody uploaded, without believing a byte of it. */
@NullMarked
package io.limp.image;

import org.jspecify.annotations.NullMarked;
