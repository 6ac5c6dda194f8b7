/** What the authors of modules import. */
@NullMarked
package io.limp.api;

import org.jspecify.annotations.NullMarked;
