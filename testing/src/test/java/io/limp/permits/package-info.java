/** What a permit may say: which documents, which attributes, under which conditions. */
@NullMarked
package io.limp.permits;

import org.jspecify.annotations.NullMarked;
