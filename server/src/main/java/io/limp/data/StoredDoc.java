package io.limp.data;

import io.limp.api.Doc;

/**
 * A document with all that a database keeps of it, for moving it to another.
 *
 * @param doc with its {@code _id} and its secrets
 * @param version from 1 on
 * @param deleted it is kept, marked as deleted
 */
public record StoredDoc(Doc doc, long version, boolean deleted) {}
