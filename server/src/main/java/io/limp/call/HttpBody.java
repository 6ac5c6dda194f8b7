package io.limp.call;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The body of a request over HTTP, which is not read before its caller may call at all. */
public interface HttpBody {
  /** A request that has none. */
  HttpBody NONE =
      new HttpBody() {
        @Override
        public String type() {
          return "";
        }

        @Override
        public String name() {
          return "";
        }

        @Override
        public InputStream content() {
          return InputStream.nullInputStream();
        }

        @Override
        public Parts parts() {
          return Optional::empty;
        }

        @Override
        public boolean takeRoom(long bytes, boolean signedIn) {
          return true;
        }
      };

  /** Its media type in lower case and without parameters; empty: it does not say. */
  String type();

  /** What its content is called, by {@code Content-Disposition}; empty: it does not say. */
  String name();

  /** All of it, as it comes. Fails when the client breaks off. */
  InputStream content() throws IOException;

  /**
   * The parts of a form ({@code multipart/form-data}).
   *
   * @throws NotReadable when it is none
   */
  Parts parts() throws NotReadable;

  /**
   * True when so many more bytes of it may be kept in memory until the request is answered; they
   * are counted then.
   *
   * @param signedIn strangers get less
   */
  boolean takeRoom(long bytes, boolean signedIn);

  /** The parts of a form, one after another. */
  @FunctionalInterface
  interface Parts {
    /**
     * The next part, when the one before it is read or not wanted; empty: there is no other.
     *
     * @throws NotReadable when the form is malformed
     */
    Optional<Part> next() throws IOException, NotReadable;
  }

  /**
   * One part.
   *
   * @param name of the field
   * @param fileName what the file is called; empty: it is no file
   * @param type its media type as the client says; empty: it does not say
   * @param content the bytes, as they come
   */
  record Part(String name, Optional<String> fileName, String type, InputStream content) {}

  /** The body is not what it says it is. */
  final class NotReadable extends Exception {
    private static final long serialVersionUID = 1;

    public NotReadable(String why) {
      super(why);
    }
  }
}
