package adjoint.yolo.data;

import adjoint.tensor.io.FormatException;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What the check of one picture and its label file found.
 *
 * @param width columns, upright; 0 if the picture is left out
 * @param height rows, upright; 0 if the picture is left out
 * @param labels its labels; none if the picture is left out
 * @param state of the label file
 * @param problem why the picture is left out, or null
 * @param remark what else should be said about it, or null
 */
record PictureCheck(
    int width, int height, Labels labels, State state, String problem, String remark) {
  /** Less than this on a side is too small to be a picture. */
  private static final int SMALLEST_SIDE = 10;

  /** How many bytes at both ends of a file tell its format and whether it is whole. */
  private static final int ENDS = 4;

  /** What is known about the label file. */
  enum State {
    FOUND,
    MISSING,
    EMPTY,
    /** The picture was refused before the label file was looked at. */
    UNKNOWN
  }

  boolean usable() {
    return problem == null;
  }

  /** Decodes the picture and parses its labels; what is wrong with them becomes the problem. */
  static PictureCheck of(Path picture) {
    int width;
    int height;
    String remark;
    try {
      byte[] head = new byte[ENDS];
      byte[] tail = new byte[ENDS];
      readEnds(picture, head, tail);
      if (isGif(head)) {
        return leftOut(State.UNKNOWN, "GIF is not among the formats of pictures");
      }
      RgbImage image = Images.read(picture);
      width = image.width();
      height = image.height();
      remark = remarkOnEnd(head, tail);
    } catch (FormatException e) {
      return leftOut(State.UNKNOWN, e.reason());
    } catch (IOException e) {
      return leftOut(State.UNKNOWN, unreadable(e));
    }
    if (Math.min(width, height) < SMALLEST_SIDE) {
      return leftOut(
          State.UNKNOWN,
          "the picture has " + width + " x " + height + " pixels; each side needs 10 or more");
    }
    Path file = labelFile(picture);
    if (!Files.isRegularFile(file)) {
      return new PictureCheck(width, height, Labels.NONE, State.MISSING, null, remark);
    }
    try {
      LabelText.Parsed parsed =
          LabelText.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
      boolean empty = parsed.labels().rows().length == 0;
      if (parsed.duplicates() > 0) {
        String removed = parsed.duplicates() + " duplicate labels removed";
        remark = remark == null ? removed : remark + "; " + removed;
      }
      State state = empty ? State.EMPTY : State.FOUND;
      return new PictureCheck(width, height, parsed.labels(), state, null, remark);
    } catch (LabelText.LabelException e) {
      return leftOut(State.FOUND, "labels: " + e.getMessage());
    } catch (IOException e) {
      return leftOut(State.FOUND, "labels: " + unreadable(e));
    }
  }

  /** The JDK decodes GIF, but no data set of the reference may hold any. */
  private static boolean isGif(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1).equals("GIF8");
  }

  private static String remarkOnEnd(byte[] head, byte[] tail) {
    boolean jpeg = head.length == ENDS && (head[0] & 0xFF) == 0xFF && (head[1] & 0xFF) == 0xD8;
    boolean ended = (tail[ENDS - 2] & 0xFF) == 0xFF && (tail[ENDS - 1] & 0xFF) == 0xD9;
    return jpeg && !ended ? "what follows the end of the JPEG picture is ignored" : null;
  }

  private static void readEnds(Path picture, byte[] head, byte[] tail) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(picture)) {
      channel.read(ByteBuffer.wrap(head));
      channel.position(Math.max(channel.size() - ENDS, 0));
      channel.read(ByteBuffer.wrap(tail));
    }
  }

  private static String unreadable(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return "cannot be read (" + e.getClass().getSimpleName() + ")";
  }

  private static PictureCheck leftOut(State state, String problem) {
    return new PictureCheck(0, 0, Labels.NONE, state, problem, null);
  }

  /** The last "/images/" becomes "/labels/", and the suffix ".txt". */
  static Path labelFile(Path picture) {
    String separator = picture.getFileSystem().getSeparator();
    String path = picture.toString();
    String from = separator + "images" + separator;
    int at = path.lastIndexOf(from);
    if (at >= 0) {
      String to = separator + "labels" + separator;
      path = path.substring(0, at) + to + path.substring(at + from.length());
    }
    int dot = path.lastIndexOf('.');
    return Path.of((dot > path.lastIndexOf(separator) ? path.substring(0, dot) : path) + ".txt");
  }
}
