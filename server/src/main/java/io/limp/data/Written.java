package io.limp.data;

import io.limp.api.Id;
import java.util.List;

/**
 * What one write did.
 *
 * @param ids the documents that were created or matched, newest first
 * @param count how many of them really changed
 */
public record Written(List<Id> ids, long count) {}
