package io.limp.call;

import io.limp.api.Attr;
import io.limp.api.AttrType;
import io.limp.call.FindMethod.Target;
import io.limp.call.HttpBody.NotReadable;
import io.limp.call.HttpBody.Part;
import io.limp.data.FileStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a POST to the doc of a call:
 *
 * <pre>
 * multipart/form-data              fields as texts, converted later as their attributes demand; files
 * another type than JSON, where    the content of that file
 *   the method takes one file
 * all else                         a JSON object
 * </pre>
 *
 * <p>Files go to the store's unfinished area as they come, each within the limits of its attribute,
 * and are dropped with {@link Taken#close} unless a document has them by then.
 */
public final class ReadBody {
  private static final String FORM = "multipart/form-data";

  /** What {@code curl -d} says of JSON. */
  private static final String PLAIN_FORM = "application/x-www-form-urlencoded";

  private static final int PIECE = 16 << 10;

  private final UploadRoom room;
  private final Limits limits;

  /**
   * How much of a body that is no file may be kept in memory.
   *
   * @param anonymous bytes of a caller who is not signed in
   * @param signedIn bytes of one who is
   */
  public record Limits(long anonymous, long signedIn) {}

  public ReadBody(UploadRoom room, Limits limits) {
    this.room = room;
    this.limits = limits;
  }

  /**
   * What a body says.
   *
   * @param doc as JSON would have given it; files are there as {@link IncomingFile}
   * @param uploads its files
   */
  record Taken(Map<String, @Nullable Object> doc, List<ArrivingContent> uploads)
      implements AutoCloseable {
    /** Drops what no document has. */
    @Override
    public void close() {
      uploads.forEach(ArrivingContent::close);
    }
  }

  /**
   * Reads the body for a method.
   *
   * @throws io.limp.api.Refusal when it cannot be understood or is too large
   * @throws BrokenOff when the client does not send it to its end
   */
  Taken read(Target target, HttpBody body, boolean signedIn) {
    Reading reading = new Reading(target, body, signedIn);
    boolean complete = false;
    try {
      Optional<Attr<?>> file = soleFile(target);
      if (body.type().equals(FORM)) {
        reading.form();
      } else if (file.isPresent() && isRaw(body.type())) {
        reading.raw(file.get());
      } else {
        reading.json();
      }
      complete = true;
      return reading.taken();
    } catch (NotReadable e) {
      throw Codes.invalidBody(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new BrokenOff(e);
    } finally {
      if (!complete) {
        reading.taken().close();
      }
    }
  }

  /** The client has gone in the middle of a body: there is nobody to answer. */
  public static final class BrokenOff extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenOff(IOException e) {
      super(e.toString(), e, false, false);
    }
  }

  private static boolean isRaw(String type) {
    return !type.isEmpty() && !isJson(type) && !type.equals(PLAIN_FORM);
  }

  private static boolean isJson(String type) {
    return type.equals("application/json") || type.endsWith("+json");
  }

  private static Optional<Attr<?>> soleFile(Target target) {
    List<Attr<?>> files = new ArrayList<>();
    for (Attr<?> arg : target.method().docNeeds().every()) {
      if (fileType(arg.type()).isPresent() && !files.contains(arg)) {
        files.add(arg);
      }
    }
    return files.size() == 1 ? Optional.of(files.getFirst()) : Optional.empty();
  }

  /** What a file must be that the attribute takes, alone or in a list. */
  private static Optional<AttrType.File> fileType(AttrType<?> type) {
    return switch (type) {
      case AttrType.File file -> Optional.of(file);
      case AttrType.ListOf<?> list -> fileType(list.of());
      default -> Optional.empty();
    };
  }

  /** One body being read. */
  private final class Reading {
    private final Target target;
    private final HttpBody body;
    private final boolean signedIn;
    private final Map<String, @Nullable Object> doc = new LinkedHashMap<>();
    private final List<ArrivingContent> uploads = new ArrayList<>();

    /** What may still be kept in memory. */
    private long left;

    Reading(Target target, HttpBody body, boolean signedIn) {
      this.target = target;
      this.body = body;
      this.signedIn = signedIn;
      left = mostInMemory();
    }

    private long mostInMemory() {
      return signedIn ? limits.signedIn() : limits.anonymous();
    }

    Taken taken() {
      return new Taken(doc, uploads);
    }

    void json() throws IOException, NotReadable {
      String text = text(body.content(), "The body");
      if (text.isBlank()) {
        return;
      }
      try {
        Map<String, @Nullable Object> object = Json.readObject(text);
        if (object == null) {
          throw new NotReadable("The body must be a JSON object.");
        }
        doc.putAll(object);
      } catch (Json.NotJson e) {
        throw new NotReadable("The body must be a JSON object: " + e.getMessage() + ".");
      }
    }

    void raw(Attr<?> arg) throws IOException, NotReadable {
      if (body.name().isEmpty()) {
        throw new NotReadable(
            "The file has no name: give it in Content-Disposition, or as ?name=... in the path.");
      }
      put(arg, file(arg, body.name(), body.type(), body.content()));
    }

    void form() throws IOException, NotReadable {
      Map<String, Attr<?>> attrs = new LinkedHashMap<>();
      ConvertDoc.attrs(target.module(), target.method())
          .forEach(attr -> attrs.put(attr.name(), attr));
      HttpBody.Parts parts = body.parts();
      for (Optional<Part> next = parts.next(); next.isPresent(); next = parts.next()) {
        Part part = next.get();
        Attr<?> attr = attrs.get(part.name());
        if (part.fileName().isEmpty()) {
          String text = text(part.content(), "The field '" + part.name() + "'");
          if (attr != null) {
            put(attr, GivenAsText.value(memberType(attr), text));
          }
        } else if (!part.fileName().get().isEmpty()) { // browsers send a file that is none
          if (attr == null || fileType(attr.type()).isEmpty()) {
            throw new NotReadable(
                "'%s' of %s takes no file.".formatted(part.name(), target.module().name()));
          }
          put(attr, file(attr, part.fileName().get(), part.type(), part.content()));
        }
      }
    }

    /** A field may be given more than once where its attribute is a list. */
    private void put(Attr<?> attr, Object value) throws NotReadable {
      if (attr.type() instanceof AttrType.ListOf<?> && !(value instanceof List<?>)) {
        List<Object> all = new ArrayList<>();
        if (doc.get(attr.name()) instanceof List<?> others) {
          all.addAll(others);
        }
        all.add(value);
        doc.put(attr.name(), all);
      } else if (doc.put(attr.name(), value) != null) {
        throw new NotReadable("The form has two fields '" + attr.name() + "'.");
      }
    }

    private ArrivingContent receive() throws IOException {
      if (uploads.size() >= room.limits().files()) {
        throw Uploads.tooMany(room.limits());
      }
      ArrivingContent upload = room.receive();
      uploads.add(upload);
      return upload;
    }

    private IncomingFile file(Attr<?> attr, String name, String type, InputStream content)
        throws IOException, NotReadable {
      if (!IncomingFile.isName(name) || !IncomingFile.isType(type)) {
        throw new NotReadable("A file cannot be called " + Json.shown(name) + '.');
      }
      ArrivingContent upload = receive();
      IncomingFile arriving = new IncomingFile(name, type, 0, new Beginning(upload));
      refuseUnlike(attr, arriving);
      byte[] piece = new byte[PIECE];
      for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
        upload.take(piece, read);
        refuseUnlike(attr, arriving);
      }
      return new IncomingFile(name, type, 0, upload);
    }

    /** As soon as it is seen: a type is before the first byte, a size while they come. */
    private void refuseUnlike(Attr<?> attr, IncomingFile file) {
      Optional<String> why = file.refusedBy(fileType(attr.type()).orElseThrow());
      if (why.isPresent()) {
        throw Codes.invalidAttr6(
            target.module(), target.method().name(), attr.name(), attr.type(), file, why.get());
      }
    }

    private String text(InputStream content, String what) throws IOException, NotReadable {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] piece = new byte[PIECE];
      for (int read = content.read(piece); read >= 0; read = content.read(piece)) {
        left -= read;
        if (left < 0 || !body.takeRoom(read, signedIn)) {
          throw Codes.bodyTooLarge(mostInMemory());
        }
        bytes.write(piece, 0, read);
      }
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes.toByteArray()))
            .toString();
      } catch (CharacterCodingException e) {
        throw new NotReadable(what + " is not UTF-8.");
      }
    }
  }

  /** What came of a content until now. */
  private record Beginning(IncomingFile.Content content) implements IncomingFile.Content {
    @Override
    public long size() {
      return content.size();
    }

    @Override
    public boolean isWhole() {
      return false;
    }

    @Override
    public FileStore.Stored keepIn(FileStore store) {
      throw new IllegalStateException("It is not read to its end");
    }
  }

  /** What one field of a form gives of the attribute. */
  private static AttrType<?> memberType(Attr<?> attr) {
    return attr.type() instanceof AttrType.ListOf<?> list ? list.of() : attr.type();
  }
}
