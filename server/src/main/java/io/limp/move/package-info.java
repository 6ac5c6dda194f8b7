/** Data on its way: from one database to another, into an archive and back. */
@NullMarked
package io.limp.move;

import org.jspecify.annotations.NullMarked;
