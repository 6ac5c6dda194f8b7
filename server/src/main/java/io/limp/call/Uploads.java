package io.limp.call;

import io.limp.api.Refusal;
import io.limp.call.Chunk.Place;
import io.limp.data.DataUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The files that a connection uploads, chunk by chunk, ahead of the call that has them in its doc
 * (wire contract 2.6). They are in the file store's unfinished area, and gone when the call is
 * answered, the session signs out or the connection ends, unless a document has them by then.
 *
 * <p>Chunks are taken, and files given to a call, when the frame is heard: in the order of the
 * frames, by one thread at a time. So a client need not wait for an answer before it sends the
 * next. What a call has taken, its own thread gives back.
 */
final class Uploads implements ArrivingContent.Room {
  /** The store keeps what is unfinished for a day at least. */
  private static final Duration LONGEST = Duration.ofHours(12);

  private static final String BATCH = "data/batch";
  private static final Set<String> TAKES_A_LIST =
      Set.of("$set", "$append", "$push", "$push_unique");

  private final UploadRoom room;
  private final TreeMap<Place, Upload> uploads = new TreeMap<>();
  private final AtomicInteger files = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  Uploads(UploadRoom room) {
    this.room = room;
  }

  /**
   * Takes a chunk, the doc of {@code file/upload}. The first one begins its file, also anew.
   *
   * @return true when it was the last of its file
   * @throws Refusal when it cannot be taken; nothing of its file is kept then
   * @throws DataUnavailable the same, when it cannot be stored
   */
  boolean take(Map<String, @Nullable Object> doc, Instant now) {
    Place place = Place.read(doc);
    try {
      return take(place, Chunk.read(doc), now);
    } catch (Refusal | DataUnavailable e) {
      drop(place);
      throw e;
    }
  }

  private boolean take(Place place, Chunk chunk, Instant now) {
    if (chunk.number() == 1) {
      drop(place);
      uploads.put(place, begun(chunk, now));
    }
    Upload upload = uploads.get(place);
    if (upload == null) {
      throw Chunk.invalid("chunk", chunk.number(), "must be the next one, 1");
    }
    upload.take(chunk);
    return upload.isComplete();
  }

  private Upload begun(Chunk chunk, Instant now) {
    if (chunk.size() > room.limits().bytes()) {
      throw tooLarge();
    }
    if (files.get() >= room.limits().files()) {
      throw tooMany(room.limits());
    }
    if (!room.takeFile()) {
      throw noRoom();
    }
    files.incrementAndGet();
    return new Upload(ArrivingContent.begin(this, room.store(), chunk.name()), chunk, now);
  }

  @Override
  public void takeBytes(long more) {
    if (bytes.addAndGet(more) > room.limits().bytes()) {
      bytes.addAndGet(-more);
      throw tooLarge();
    }
    if (!room.takeBytes(more)) {
      bytes.addAndGet(-more);
      throw noRoom();
    }
  }

  /** Whichever thread does. */
  @Override
  public void giveBack(long size) {
    bytes.addAndGet(-size);
    files.decrementAndGet();
    room.giveBack(size);
  }

  private Refusal tooLarge() {
    return Refusal.of(
        400,
        "CORE_FILE_TOO_LARGE",
        "A connection may upload %d bytes before it sends the documents that they belong to.",
        room.limits().bytes());
  }

  static Refusal tooMany(UploadRoom.Limits limits) {
    return Refusal.of(
        400,
        "CORE_FILE_TOO_MANY",
        "A connection may upload %d files before it sends the documents that they belong to.",
        limits.files());
  }

  static Refusal noRoom() {
    return Refusal.of(
        503, "CORE_FILE_NO_ROOM", "Too much is being uploaded at the moment: try again later.");
  }

  /**
   * A call's doc with the uploaded files in the place of the attributes that they are for.
   *
   * @param uploads those that are the call's from now on
   */
  record Taken(Map<String, @Nullable Object> doc, List<Upload> uploads) implements AutoCloseable {
    /** Drops what no document has. */
    @Override
    public void close() {
      uploads.forEach(Upload::close);
    }
  }

  /**
   * Gives the files to the call whose doc has their attributes: they are forgotten here.
   *
   * @param endpoint in lower case
   * @throws Refusal when one of them is not complete; all of its attribute are dropped then
   */
  Taken takenBy(String endpoint, Map<String, @Nullable Object> doc, Instant now) {
    List<Upload> taken = new ArrayList<>();
    if (uploads.isEmpty()) {
      return new Taken(doc, taken);
    }
    dropOld(now);
    try {
      return new Taken(
          endpoint.equals(BATCH) ? withFilesInCalls(doc, taken) : withFiles(doc, taken), taken);
    } catch (Refusal refusal) {
      taken.forEach(Upload::close);
      throw refusal;
    }
  }

  /** Each call of a batch in turn. */
  private Map<String, @Nullable Object> withFilesInCalls(
      Map<String, @Nullable Object> batch, List<Upload> taken) {
    if (!(batch.get("calls") instanceof List<?> calls)) {
      return batch;
    }
    List<@Nullable Object> all = new ArrayList<>();
    for (Object call : calls) {
      if (call instanceof Map<?, ?> part && part.get("doc") instanceof Map<?, ?> doc) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(Json.object(part));
        changed.put("doc", withFiles(Json.object(doc), taken));
        all.add(changed);
      } else {
        all.add(call);
      }
    }
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(batch);
    changed.put("calls", all);
    return changed;
  }

  private Map<String, @Nullable Object> withFiles(
      Map<String, @Nullable Object> doc, List<Upload> taken) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(doc);
    changed.replaceAll(
        (attr, value) -> {
          List<Upload> ofAttr = take(attr);
          taken.addAll(ofAttr);
          refuseUnfinished(attr, ofAttr);
          return ofAttr.isEmpty()
              ? value
              : inPlaceOf(value, ofAttr.stream().map(Upload::file).toList());
        });
    return changed;
  }

  private List<Upload> take(String attr) {
    List<Upload> found = new ArrayList<>();
    uploads
        .entrySet()
        .removeIf(entry -> entry.getKey().attr().equals(attr) && found.add(entry.getValue()));
    return found;
  }

  private static void refuseUnfinished(String attr, List<Upload> uploads) {
    for (Upload upload : uploads) {
      if (!upload.isComplete()) {
        throw Refusal.of(
                400,
                "CORE_FILE_UNFINISHED",
                "The file '%s' for '%s' is not complete: %d of its %d chunks came.",
                upload.first().name(),
                attr,
                upload.chunks(),
                upload.first().total())
            .with("attr", attr);
      }
    }
  }

  /** Clients send something empty where a file will be; the operators of lists stay. */
  private static Object inPlaceOf(@Nullable Object value, List<IncomingFile> files) {
    if (value instanceof Map<?, ?> edit) {
      for (Object key : edit.keySet()) {
        if (TAKES_A_LIST.contains(key)) {
          Map<String, @Nullable Object> changed = new LinkedHashMap<>(Json.object(edit));
          changed.put((String) key, files);
          return changed;
        }
      }
    }
    return files;
  }

  private void dropOld(Instant now) {
    Instant oldest = now.minus(LONGEST);
    uploads
        .values()
        .removeIf(
            upload -> {
              boolean old = upload.begun().isBefore(oldest);
              if (old) {
                upload.close();
              }
              return old;
            });
  }

  private void drop(Place place) {
    Upload upload = uploads.remove(place);
    if (upload != null) {
      upload.close();
    }
  }

  /** Drops all of them. */
  void clear() {
    uploads.values().forEach(Upload::close);
    uploads.clear();
  }
}
