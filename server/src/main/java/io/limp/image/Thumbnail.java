package io.limp.image;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A small picture of a large one: of a PNG, a JPEG or a GIF, in the same format, with the same
 * proportions. Of a GIF that moves it is the first frame. A JPEG that its camera says is to be
 * turned is turned.
 *
 * <p>The source is a stranger's. How many pixels it says to have is looked at before one of them is
 * decoded; far from the size that is wanted most of them are never in memory; and all pictures that
 * are being decoded together stay within a part of the memory.
 *
 * @param type its media type
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
public record Thumbnail(String type, byte[] content) {
  /** A picture of more is refused: the largest cameras of telephones make 50 million. */
  public static final long MOST_PIXELS = 64_000_000;

  private static final int THOUSAND = 1000;
  private static final int THOUSANDS = thousandsOfPixels();
  private static final Semaphore ROOM = new Semaphore(THOUSANDS, true);
  private static final float QUALITY = 0.85f;

  /** A quarter of the memory, where each pixel takes 4 bytes. */
  private static int thousandsOfPixels() {
    long most = Runtime.getRuntime().maxMemory() / 16;
    return (int) (Math.min(most, MOST_PIXELS) / THOUSAND);
  }

  /**
   * Makes one. Takes a processor for as long as the source takes to decode, a second at the most;
   * not for a virtual thread.
   *
   * @param width the most pixels that it may have from left to right
   * @param height and from top to bottom
   * @return empty when the source is that small already
   * @throws NotAnImage when the source is none, or too large a one
   * @throws IOException when it cannot be read
   */
  public static Optional<Thumbnail> of(SeekableByteChannel source, int width, int height)
      throws IOException, NotAnImage {
    Format format =
        Format.of(head(source))
            .orElseThrow(() -> new NotAnImage("it is neither a PNG nor a JPEG nor a GIF"));
    int orientation = format == Format.JPEG ? JpegHead.orientation(source) : 1;
    Parts parts = format == Format.PNG ? PngParts.of(source) : whole(source);
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.word()).next();
    try (parts) {
      reader.setInput(parts, true, true);
      Size size = new Size(reader.getWidth(0), reader.getHeight(0));
      if (size.pixels() > MOST_PIXELS) {
        throw new NotAnImage(
            "it has %d x %d pixels, more than %d".formatted(size.width, size.height, MOST_PIXELS));
      }
      Size box = new Size(width, height);
      Size wanted = size.within(orientation >= 5 ? box.turned() : box);
      if (wanted.equals(size)) {
        return Optional.empty();
      }
      BufferedImage small = turned(scaled(reader, size, wanted), orientation);
      return Optional.of(new Thumbnail(format.mediaType(), written(small, format)));
    } catch (IOException | RuntimeException e) {
      parts.failAgain();
      // Whatever else ImageIO throws, it means that the picture is broken.
      throw new NotAnImage("it cannot be decoded", e);
    } finally {
      reader.dispose();
    }
  }

  private record Size(int width, int height) {
    long pixels() {
      return (long) width * height;
    }

    /** The same proportions, not larger than this and not larger than the box. */
    Size within(Size box) {
      double scale =
          Math.min(1, Math.min((double) box.width / width, (double) box.height / height));
      return new Size(
          Math.max(1, (int) Math.round(width * scale)),
          Math.max(1, (int) Math.round(height * scale)));
    }

    Size turned() {
      return new Size(/* width= */ height, /* height= */ width);
    }
  }

  private static byte[] head(SeekableByteChannel source) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(8);
    source.position(0);
    while (head.hasRemaining() && source.read(head) >= 0) {
      // As much as there is.
    }
    return head.array();
  }

  private static Parts whole(SeekableByteChannel source) throws IOException {
    Parts parts = new Parts(source);
    parts.add(0, source.size());
    return parts;
  }

  /** Decodes it without most of its pixels, where it is far larger than what is wanted. */
  private static BufferedImage scaled(ImageReader reader, Size size, Size wanted)
      throws IOException, NotAnImage {
    int each = Math.max(1, Math.min(size.width / wanted.width, size.height / wanted.height) / 4);
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(each, each, 0, 0);
    int room = 1 + (int) (size.pixels() / each / each / THOUSAND);
    if (room > THOUSANDS) {
      throw new NotAnImage("it has more pixels than there is memory for");
    }
    ROOM.acquireUninterruptibly(room);
    try {
      return scaled(reader.read(0, param), wanted);
    } finally {
      ROOM.release(room);
    }
  }

  /** Halved as often as it goes, so that every pixel counts. */
  private static BufferedImage scaled(BufferedImage image, Size wanted) {
    BufferedImage scaled = image;
    while (scaled.getWidth() >= 2 * wanted.width && scaled.getHeight() >= 2 * wanted.height) {
      scaled = scaledOnce(scaled, new Size(scaled.getWidth() / 2, scaled.getHeight() / 2));
    }
    return scaledOnce(scaled, wanted);
  }

  private static BufferedImage scaledOnce(BufferedImage image, Size size) {
    return drawn(
        image,
        size,
        AffineTransform.getScaleInstance(
            (double) size.width / image.getWidth(), (double) size.height / image.getHeight()),
        RenderingHints.VALUE_INTERPOLATION_BILINEAR);
  }

  private static BufferedImage drawn(
      BufferedImage image, Size size, AffineTransform how, Object interpolation) {
    boolean transparent = image.getColorModel().hasAlpha();
    BufferedImage drawn =
        new BufferedImage(
            size.width,
            size.height,
            transparent ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = drawn.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
      graphics.drawImage(image, how, null);
      return drawn;
    } finally {
      graphics.dispose();
    }
  }

  /** Exif's eight ways: mirrored or not, and turned by quarters. */
  private static BufferedImage turned(BufferedImage image, int orientation) {
    if (orientation == 1) {
      return image;
    }
    Size size = new Size(image.getWidth(), image.getHeight());
    int w = size.width;
    int h = size.height;
    AffineTransform how =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
          default -> throw new IllegalArgumentException("No orientation: " + orientation);
        };
    return drawn(
        image,
        orientation >= 5 ? size.turned() : size,
        how,
        RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
  }

  private static byte[] written(BufferedImage image, Format format) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format.word()).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (format == Format.JPEG) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(QUALITY);
      }
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
