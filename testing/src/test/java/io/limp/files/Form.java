package io.limp.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A form as browsers send it ({@code multipart/form-data}). */
final class Form {
  private static final String BOUNDARY = "----WebKitFormBoundaryx7MA4YWxkTrZu0gW";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  static Map<String, String> type() {
    return Map.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
  }

  Form field(String name, String value) {
    return part("name=\"" + name + "\"", "", value.getBytes(StandardCharsets.UTF_8));
  }

  Form file(String name, String fileName, String type, byte[] content) {
    return part(
        "name=\"" + name + "\"; filename=\"" + fileName + "\"",
        "Content-Type: " + type + "\r\n",
        content);
  }

  private Form part(String disposition, String headers, byte[] content) {
    write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n");
    write(headers + "\r\n");
    body.writeBytes(content);
    write("\r\n");
    return this;
  }

  private void write(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  byte[] end() {
    write("--" + BOUNDARY + "--\r\n");
    return body.toByteArray();
  }

  /** Without the end. */
  byte[] cut() {
    return body.toByteArray();
  }
}
