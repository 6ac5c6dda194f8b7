/** Methods of a module's own: what they are given, how they are reached, what becomes of faults. */
@NullMarked
package io.limp.methods;

import org.jspecify.annotations.NullMarked;
