/** What the README promises, checked from the outside. */
@NullMarked
package io.limp.quickstart;

import org.jspecify.annotations.NullMarked;
