/** The command line: {@code limpd} and one class for each of its commands. */
@NullMarked
package io.limp.cli;

import org.jspecify.annotations.NullMarked;
