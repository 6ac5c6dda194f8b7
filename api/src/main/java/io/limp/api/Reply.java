package io.limp.api;

import java.util.List;

/** What a method answers. Each level of the wire writes it in its own way. */
public sealed interface Reply {
  /** Documents that were read. */
  record Found(Docs docs) implements Reply {}

  /** One document was created. */
  record Created(Id id) implements Reply {}

  /** One document was created, and the caller asked for the whole of it. */
  record CreatedDoc(Doc doc) implements Reply {}

  /**
   * Documents were updated.
   *
   * @param ids all that matched
   * @param count how many of them really changed
   */
  record Updated(List<Id> ids, long count) implements Reply {}

  /** An update whose doc had nothing that may be set. */
  record NothingToUpdate() implements Reply {}

  record Deleted(List<Id> ids) implements Reply {}

  /**
   * What a method of the module's own gives back.
   *
   * @param message a sentence for people
   * @param args the named results
   */
  record Result(String message, Doc args) implements Reply {
    /** The same with another sentence. */
    public Result saying(String sentence) {
      return new Result(sentence, args);
    }
  }

  /**
   * A text that is the whole body over HTTP, as level 1's GET methods answer; over the websocket it
   * is the answer's {@code msg}.
   *
   * @param type its media type over HTTP
   */
  record Text(String text, String type) implements Reply {
    public static final String JSON = "application/json; charset=utf-8";

    /** A text that is JSON. */
    public Text(String text) {
      this(text, JSON);
    }
  }

  /** Success with nothing to say (204). */
  record Empty() implements Reply {}

  /** Bytes made on the spot, small enough for memory; a stored file is {@link Content}. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Bytes(String name, String type, byte[] content) implements Reply {}

  /** The content of a stored file, streamed. */
  record Content(FileRef file) implements Reply {}

  /**
   * A small picture of a stored file.
   *
   * @param of the file
   * @param box what it fits into, such as {@code 320x200}
   * @param type its media type
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Thumbnail(FileRef of, String box, String type, byte[] content) implements Reply {}

  /**
   * What was asked for is not there (404).
   *
   * @param message a sentence for people
   */
  record NotFound(String message) implements Reply {}

  /** The connection belongs to this session from now on. */
  record SignedIn(Doc session, String message) implements Reply {}

  /** The connection is anonymous from now on; that session is gone. */
  record SignedOut(Id session, String message) implements Reply {}

  /** What the calls of a batch answer, in order. */
  record Replies(List<Reply> all) implements Reply {
    public Replies {
      all = List.copyOf(all);
    }
  }

  static <T> Result of(Attr<T> attr, T value) {
    return new Result("", Doc.of(attr, value));
  }

  static Result of(Doc args) {
    return new Result("", args);
  }
}
