/** The methods that every module with a collection may have, one file each. */
@NullMarked
package io.limp.call.base;

import org.jspecify.annotations.NullMarked;
