package io.limp.data.sqlite;

import io.limp.api.AttrType;
import io.limp.api.Doc;
import io.limp.api.Id;
import io.limp.api.Query;
import io.limp.api.Value;
import io.limp.data.CollectionSpec;
import io.limp.data.Write;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A database file in a folder of its own, and a look into it past the driver. */
abstract class SqliteFile {
  static final Id ACTOR = new Id(1, 1);

  static final Map<String, AttrType<?>> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("name", new AttrType.Str());
    TYPES.put("age", new AttrType.Int());
    TYPES.put("password", new AttrType.SecretType());
  }

  @TempDir Path folder;

  Path file() {
    return folder.resolve("limp.db");
  }

  SqliteData open() {
    return open(Limits.DEFAULT, List.of("name"));
  }

  SqliteData open(Limits limits, List<String> index) {
    SqliteData data = SqliteData.open(folder, "limp", limits);
    data.define(List.of(new CollectionSpec("staff", TYPES, List.of(), List.of(index))));
    return data;
  }

  static Id id(int number) {
    return new Id(1L << 60, number);
  }

  static Write insert(int number, Object... attrs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("_id", id(number));
    for (int i = 0; i < attrs.length; i += 2) {
      values.put((String) attrs[i], attrs[i + 1]);
    }
    return new Write.Insert("staff", new Doc(values));
  }

  static Query is(String path, Object plain) {
    return new Query.Compare(path, Query.Op.EQ, new Value.Constant<>(plain));
  }

  List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(found.getString(i));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }

  void run(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
