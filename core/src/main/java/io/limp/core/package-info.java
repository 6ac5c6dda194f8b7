/** The built-in modules, one file each. They use the API and nothing else. */
@NullMarked
package io.limp.core;

import org.jspecify.annotations.NullMarked;
