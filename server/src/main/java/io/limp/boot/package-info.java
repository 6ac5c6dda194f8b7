/** Starts and stops the whole: reads settings, finds packages, wires everything by hand. */
@NullMarked
package io.limp.boot;

import org.jspecify.annotations.NullMarked;
