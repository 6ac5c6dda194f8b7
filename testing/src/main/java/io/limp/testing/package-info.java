/** The test kit: a real app on a free port, clients, a clock that waits for you. */
@NullMarked
package io.limp.testing;

import org.jspecify.annotations.NullMarked;
