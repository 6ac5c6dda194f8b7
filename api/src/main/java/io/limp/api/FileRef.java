package io.limp.api;

/**
 * A stored file as a document knows it: what it is called and where its content lies. The content
 * is never in the document.
 *
 * @param name the file's own name, without folders
 * @param type its media type, such as {@code image/png}
 * @param size its length in bytes
 * @param lastModified milliseconds since the epoch, as browsers give it
 * @param hash the SHA-256 of the content in lower-case hexadecimal digits; clients do not see it
 */
public record FileRef(String name, String type, long size, long lastModified, String hash) {}
