/** The journey of a call, one step a file. */
@NullMarked
package io.limp.call;

import org.jspecify.annotations.NullMarked;
