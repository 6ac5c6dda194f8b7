package io.limp.api;

/**
 * One key of an order. Missing values and nulls come first when ascending; what is equal in every
 * key is ordered by id, newest first.
 *
 * @param path the attribute, or a dotted path into it
 */
public record Sort(String path, boolean descending) {}
