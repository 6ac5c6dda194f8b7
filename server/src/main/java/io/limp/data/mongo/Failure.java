package io.limp.data.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import io.limp.data.DataUnavailable;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonMaximumSizeExceededException;
import org.jspecify.annotations.Nullable;

/**
 * What an error of MongoDB or its driver means to the caller. Their messages stay in the cause:
 * they may show hosts, and values of documents.
 */
final class Failure {
  private static final int DUPLICATE = 11000;
  private static final Set<Integer> TOO_LARGE = Set.of(10334, 17419, 17420);

  /**
   * Codes that tell of the deployment's state rather than of our mistake: not authorized, shutdown,
   * elections, lack of disk or majority, time limits (github.com/mongodb/mongo, error_codes.yml).
   */
  private static final Set<Integer> OF_STATE =
      Set.of(
          6, 7, 13, 18, 50, 64, 79, 89, 91, 100, 112, 134, 189, 202, 251, 262, 317, 10107, 11600,
          11602, 13388, 13435, 13436, 14031);

  private static final Pattern INDEX = Pattern.compile("index: (?:\\S*\\$)?([A-Za-z0-9_]+)");

  private Failure() {}

  /** True when two documents would share a value of a unique index. */
  static boolean isDuplicate(MongoException e) {
    return code(e) == DUPLICATE;
  }

  private static int code(MongoException e) {
    return e instanceof MongoBulkWriteException bulk && !bulk.getWriteErrors().isEmpty()
        ? bulk.getWriteErrors().getFirst().getCode()
        : e.getCode();
  }

  /** The name of the index that a duplicate would be in. */
  static String index(MongoException e) {
    BsonDocument details =
        switch (e) {
          case MongoWriteException write -> write.getError().getDetails();
          case MongoBulkWriteException bulk when !bulk.getWriteErrors().isEmpty() ->
              bulk.getWriteErrors().getFirst().getDetails();
          default -> new BsonDocument();
        };
    String told = e.getMessage() + " " + details;
    Matcher name = INDEX.matcher(told);
    return name.find() ? name.group(1) : "";
  }

  /** What the driver does not even send, or the server refuses. */
  static boolean isTooLarge(RuntimeException e) {
    return e instanceof BsonMaximumSizeExceededException
        || (e instanceof MongoException refused && TOO_LARGE.contains(code(refused)));
  }

  /** The exception for the caller. */
  static RuntimeException exception(MongoException e, String database) {
    return switch (e) {
      case MongoInterruptedException _ ->
          new DataUnavailable("The call was interrupted while it waited for the database", e);
      case MongoExecutionTimeoutException _, MongoOperationTimeoutException _ ->
          unavailable(database, "it did not answer in time", e);
      case MongoSecurityException _ ->
          unavailable(database, "it refuses the user name or the password", e);
      case MongoSocketException _ -> unavailable(database, "the connection is lost", e);
      case MongoNotPrimaryException _, MongoNodeIsRecoveringException _ ->
          unavailable(database, "it has no primary at the moment", e);
      case MongoWriteConcernException _ ->
          unavailable(database, "a majority of its members did not confirm in time", e);
      case MongoCommandException command when OF_STATE.contains(command.getErrorCode()) ->
          unavailable(database, "it answers " + command.getErrorCodeName(), e);
      case MongoClientException client -> unavailable(database, "it cannot be reached", client);
      default ->
          OF_STATE.contains(e.getCode())
              ? unavailable(database, "it answers with the code " + e.getCode(), e)
              : new IllegalStateException("MongoDB refused a command: " + e.getMessage(), e);
    };
  }

  /** Why a server's certificate is not believed, when that is among the causes. */
  static Optional<GeneralSecurityException> ofCertificate(@Nullable Throwable thrown) {
    Optional<GeneralSecurityException> found = Optional.empty();
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof GeneralSecurityException certificate) {
        found = Optional.of(certificate);
      }
    }
    return found;
  }

  static DataUnavailable untrusted(String database, GeneralSecurityException e) {
    return new DataUnavailable(
        "The database "
            + database
            + " cannot be used: its certificate is not trusted ("
            + e.getMessage()
            + "); LIMP_DATA_CA says whom to trust",
        e);
  }

  private static DataUnavailable unavailable(String database, String reason, MongoException e) {
    return new DataUnavailable("The database " + database + " cannot be used: " + reason, e);
  }
}
