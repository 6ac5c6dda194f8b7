/** What modules have of others: templates and proxies. */
@NullMarked
package io.limp.templates;

import org.jspecify.annotations.NullMarked;
