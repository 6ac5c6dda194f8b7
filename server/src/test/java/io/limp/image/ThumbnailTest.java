package io.limp.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailTest {
  private static final int RED = 0xffff0000;
  private static final int BLUE = 0xff0000ff;

  @TempDir private Path folder;

  private Optional<Thumbnail> thumbnail(byte[] source, int width, int height)
      throws IOException, NotAnImage {
    Path file = folder.resolve("source");
    Files.write(file, source);
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
      return Thumbnail.of(channel, width, height);
    }
  }

  private static BufferedImage shown(Thumbnail thumbnail) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(thumbnail.content()));
  }

  /** The left half red, the right half blue. */
  private static BufferedImage picture(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(width / 2, 0, width - width / 2, height);
    graphics.dispose();
    return image;
  }

  private static byte[] written(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  private static byte[] picture(String format, int width, int height) throws IOException {
    return written(picture(width, height, BufferedImage.TYPE_INT_RGB), format);
  }

  /** Nearly that colour: JPEG is not exact. */
  private static void assertColor(BufferedImage image, int x, int y, int expected) {
    Color is = new Color(image.getRGB(x, y));
    Color should = new Color(expected);
    assertThat(Math.abs(is.getRed() - should.getRed())).isLessThan(30);
    assertThat(Math.abs(is.getGreen() - should.getGreen())).isLessThan(30);
    assertThat(Math.abs(is.getBlue() - should.getBlue())).isLessThan(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif"})
  void aThumbnailKeepsFormatProportionsAndColours(String format) throws Exception {
    Thumbnail thumbnail = thumbnail(picture(format, 400, 200), 100, 100).orElseThrow();
    assertThat(thumbnail.type()).isEqualTo("image/" + format);
    BufferedImage shown = shown(thumbnail);
    assertThat(shown.getWidth()).isEqualTo(100);
    assertThat(shown.getHeight()).isEqualTo(50);
    assertColor(shown, 10, 25, RED);
    assertColor(shown, 90, 25, BLUE);
  }

  @ParameterizedTest
  @CsvSource({
    "400, 200, 100, 100, 100, 50",
    "400, 200, 100, 10, 20, 10",
    "200, 400, 4096, 10, 5, 10",
    "1000, 1, 10, 10, 10, 1",
    "3, 3, 2, 2, 2, 2",
    "5000, 40, 7, 7, 7, 1",
    "1023, 767, 64, 64, 64, 48",
  })
  void aThumbnailFitsIntoItsBox(int w, int h, int boxW, int boxH, int width, int height)
      throws Exception {
    BufferedImage shown = shown(thumbnail(picture("png", w, h), boxW, boxH).orElseThrow());
    assertThat(shown.getWidth()).isEqualTo(width);
    assertThat(shown.getHeight()).isEqualTo(height);
  }

  @Test
  void whatIsSmallAlreadyIsNotEnlarged() throws Exception {
    assertThat(thumbnail(picture("png", 8, 8), 8, 8)).isEmpty();
    assertThat(thumbnail(picture("gif", 8, 4), 100, 100)).isEmpty();
  }

  @Test
  void transparencyStays() throws Exception {
    BufferedImage half = new BufferedImage(100, 100, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = half.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, 50, 100);
    graphics.dispose();
    BufferedImage shown = shown(thumbnail(written(half, "png"), 10, 10).orElseThrow());
    assertThat(shown.getRGB(1, 5)).isEqualTo(RED);
    assertThat(shown.getRGB(8, 5) >>> 24).isZero();
  }

  @Test
  void everyKindOfPngIsUnderstood() throws Exception {
    for (int type :
        new int[] {
          BufferedImage.TYPE_BYTE_BINARY,
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_BYTE_INDEXED,
          BufferedImage.TYPE_USHORT_GRAY,
          BufferedImage.TYPE_4BYTE_ABGR
        }) {
      Thumbnail small = thumbnail(written(picture(64, 64, type), "png"), 16, 16).orElseThrow();
      assertThat(shown(small).getWidth()).isEqualTo(16);
    }
  }

  /** A JPEG whose Exif says how it is to be turned. */
  private static byte[] turned(int orientation, int width, int height) throws IOException {
    byte[] jpeg = picture("jpeg", width, height);
    byte[] exif =
        ByteBuffer.allocate(36)
            .putShort((short) 0xffe1)
            .putShort((short) 34)
            .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
            .put("MM\0*".getBytes(StandardCharsets.US_ASCII))
            .putInt(8)
            .putShort((short) 1)
            .putShort((short) 0x0112)
            .putShort((short) 3)
            .putInt(1)
            .putShort((short) orientation)
            .putShort((short) 0)
            .putInt(0)
            .array();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(jpeg, 0, 2);
    all.write(exif);
    all.write(jpeg, 2, jpeg.length - 2);
    return all.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    // orientation, where the red is: x and y of it, and of the blue
    "1, 10, 25, 90, 25, 100, 50",
    "2, 90, 25, 10, 25, 100, 50",
    "3, 90, 25, 10, 25, 100, 50",
    "4, 10, 25, 90, 25, 100, 50",
    "5, 25, 10, 25, 90, 50, 100",
    "6, 25, 10, 25, 90, 50, 100",
    "7, 25, 90, 25, 10, 50, 100",
    "8, 25, 90, 25, 10, 50, 100",
    "9, 10, 25, 90, 25, 100, 50",
  })
  void aPhotoIsTurnedAsItsCameraSays(
      int orientation, int redX, int redY, int blueX, int blueY, int width, int height)
      throws Exception {
    BufferedImage shown = shown(thumbnail(turned(orientation, 400, 200), 100, 100).orElseThrow());
    assertThat(shown.getWidth()).isEqualTo(width);
    assertThat(shown.getHeight()).isEqualTo(height);
    assertColor(shown, redX, redY, RED);
    assertColor(shown, blueX, blueY, BLUE);
  }

  @Test
  void whatIsNoPictureIsRefused() {
    for (String text : new String[] {"", "h", "hello", "<svg/>", "RIFF\0\0\0\0WEBPVP8 ", "BM6"}) {
      assertThatThrownBy(() -> thumbnail(text.getBytes(StandardCharsets.ISO_8859_1), 2, 2))
          .as(text)
          .isInstanceOf(NotAnImage.class);
    }
  }

  /** Ends in the middle, or has other bytes somewhere: a thumbnail or a refusal, and no fault. */
  @Test
  void whatIsBrokenIsRefusedOrShownAsFarAsItGoes() throws Exception {
    Random random = new Random(11);
    for (String format : new String[] {"png", "jpeg", "gif"}) {
      byte[] whole = picture(format, 60, 40);
      for (int round = 0; round < 400; round++) {
        byte[] broken = whole.clone();
        if (round % 2 == 0) {
          broken = Arrays.copyOf(whole, random.nextInt(whole.length));
        } else {
          for (int i = 0; i < 3; i++) {
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
          }
        }
        try {
          thumbnail(broken, 10, 10);
        } catch (NotAnImage e) {
          assertThat(e.getMessage()).isNotEmpty();
        }
      }
    }
  }

  private static byte[] png(int width, int height, byte[] between, byte[] data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put(new byte[] {8, 3, 0, 0, 0}); // a palette
    out.writeBytes(pngChunk("IHDR", header.array()));
    out.writeBytes(pngChunk("PLTE", new byte[] {1, 2, 3}));
    out.writeBytes(between);
    out.writeBytes(pngChunk("IDAT", data));
    out.writeBytes(pngChunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  private static byte[] pngChunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = new byte[bytes.length / 500 + 200];
    return Arrays.copyOf(out, deflater.deflate(out));
  }

  @Test
  void aBombIsRefusedBeforeItIsDecoded() {
    assertThatThrownBy(() -> thumbnail(png(50_000, 50_000, new byte[0], new byte[9]), 10, 10))
        .isInstanceOf(NotAnImage.class)
        .hasMessageContaining("50000 x 50000 pixels");
    assertThatThrownBy(
            () ->
                thumbnail(
                    png(Integer.MAX_VALUE, Integer.MAX_VALUE, new byte[0], new byte[9]), 1, 1))
        .isInstanceOf(NotAnImage.class);
  }

  /** A thousand texts that unpack to a quarter of a megabyte each. */
  @Test
  void theTextsInAPictureAreNotUnpacked() throws Exception {
    byte[] packed = deflated(new byte[262_000]);
    byte[] text =
        ByteBuffer.allocate(3 + packed.length)
            .put((byte) 'a')
            .put((byte) 0)
            .put((byte) 0)
            .put(packed)
            .array();
    ByteArrayOutputStream texts = new ByteArrayOutputStream();
    for (int i = 0; i < 20_000; i++) {
      texts.writeBytes(pngChunk("zTXt", text));
    }
    byte[] rows = deflated(new byte[41 * 40]);
    assertThat(thumbnail(png(40, 40, texts.toByteArray(), rows), 10, 10)).isPresent();
  }

  @Test
  void aJpegThatIsPaintedAThousandTimesIsRefused() throws Exception {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.setOutput(ImageIO.createImageOutputStream(out));
    writer.write(
        null, new IIOImage(picture(80, 40, BufferedImage.TYPE_INT_RGB), null, null), param);
    writer.dispose();
    byte[] progressive = out.toByteArray();
    assertThat(thumbnail(progressive, 10, 10)).isPresent();
    int lastScan = lastScan(progressive);
    ByteArrayOutputStream painted = new ByteArrayOutputStream();
    painted.write(progressive, 0, progressive.length - 2);
    for (int i = 0; i < 1000; i++) {
      painted.write(progressive, lastScan, progressive.length - 2 - lastScan);
    }
    painted.write(progressive, progressive.length - 2, 2);
    assertThatThrownBy(() -> thumbnail(painted.toByteArray(), 10, 10))
        .isInstanceOf(NotAnImage.class)
        .hasMessageContaining("scans");
  }

  private static int lastScan(byte[] jpeg) {
    for (int i = jpeg.length - 2; i >= 0; i--) {
      if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xda) {
        return i;
      }
    }
    throw new AssertionError("no scan");
  }

  @Test
  void whatThrowsWhenItIsReadIsNoBrokenPicture() throws Exception {
    byte[] png = picture("png", 300, 300);
    Path file = folder.resolve("gone");
    Files.write(file, png);
    try (SeekableByteChannel failing = new Failing(Files.newByteChannel(file))) {
      assertThatThrownBy(() -> Thumbnail.of(failing, 10, 10))
          .isInstanceOf(IOException.class)
          .hasMessage("The disk is gone");
    }
  }

  /** Lets itself be looked at, and fails when it is decoded. */
  private record Failing(SeekableByteChannel whole) implements SeekableByteChannel {
    @Override
    public int read(ByteBuffer into) throws IOException {
      if (into.capacity() > 8) {
        throw new IOException("The disk is gone");
      }
      return whole.read(into);
    }

    @Override
    public int write(ByteBuffer bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() throws IOException {
      return whole.position();
    }

    @Override
    public SeekableByteChannel position(long to) throws IOException {
      whole.position(to);
      return this;
    }

    @Override
    public long size() throws IOException {
      return whole.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return whole.isOpen();
    }

    @Override
    public void close() throws IOException {
      whole.close();
    }
  }
}
