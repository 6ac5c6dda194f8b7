/** What clients hear without asking: live queries, presence, notifications. */
@NullMarked
package io.limp.live;

import org.jspecify.annotations.NullMarked;
