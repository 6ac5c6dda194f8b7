/** What clients can ask and change, in both query languages, over one connection. */
@NullMarked
package io.limp.query;

import org.jspecify.annotations.NullMarked;
