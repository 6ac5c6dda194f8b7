package io.limp.data.sqlite;

import io.limp.api.Doc;

/** A document as the change log shows it, without secrets, and the same as JSON. */
record Image(Doc doc, PreparedWrite.Bytes jsonb) {
  /**
   * The image of a document that is stored as that JSON, which serves again where there is no
   * secret.
   */
  static Image of(Doc doc, PreparedWrite.Bytes jsonb, DocCodec codec) {
    if (!codec.hasSecret(doc)) {
      return new Image(doc, jsonb);
    }
    Doc shown = codec.withoutSecrets(doc);
    return new Image(shown, new PreparedWrite.Bytes(codec.bytes(shown)));
  }
}
