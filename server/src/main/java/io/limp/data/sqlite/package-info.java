/** The embedded database: documents as JSONB in SQLite, file contents in a folder beside it. */
@NullMarked
package io.limp.data.sqlite;

import org.jspecify.annotations.NullMarked;
