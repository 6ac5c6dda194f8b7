package io.limp.data.sqlite;

import io.limp.data.Change;
import java.util.Optional;

/**
 * A change that was made.
 *
 * @param stored what a read of the document would find now, where that was known before
 */
record Applied(Change change, Optional<DocCache.Stored> stored) {}
