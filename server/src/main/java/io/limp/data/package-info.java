/** Where documents are kept: the driver interface and what all drivers share. */
@NullMarked
package io.limp.data;

import org.jspecify.annotations.NullMarked;
