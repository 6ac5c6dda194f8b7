/** The app in the folder modules, as its users meet it. */
@NullMarked
package io.limp.sample;

import org.jspecify.annotations.NullMarked;
