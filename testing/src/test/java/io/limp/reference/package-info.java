@NullMarked
package io.limp.reference;

import org.jspecify.annotations.NullMarked;
