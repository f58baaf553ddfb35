package adjoint.yolo.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Says what a file is that is neither safetensors nor a zip archive, from its first bytes. */
final class FileKind {
  /** As many bytes as {@link #describe} looks at. */
  static final int HEAD = 512;

  /** Protocol 2, then the number that PyTorch began its files with before it used zip archives. */
  private static final byte[] LEGACY =
      bytes(0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19);

  private FileKind() {}

  static boolean isZip(byte[] head) {
    return startsWith(head, bytes('P', 'K', 3, 4)) || startsWith(head, bytes('P', 'K', 5, 6));
  }

  /** An 8-byte length below 2^40, so three zero bytes at least, and a brace. */
  static boolean isSafeTensors(byte[] head) {
    return head.length > 8 && head[8] == '{' && head[5] == 0 && head[6] == 0 && head[7] == 0;
  }

  /** What the file is, as the rest of a sentence that begins with "the file". */
  static String describe(byte[] head) {
    if (head.length == 0) {
      return "is empty";
    }
    if (startsWith(head, LEGACY)) {
      return "is in the format that PyTorch wrote before version 1.6; load it in PyTorch and save"
          + " it again to get a zip archive";
    }
    if (head.length > 262 && text(head, 257, 5).equals("ustar")) {
      return "is a tar archive, a format that PyTorch wrote before version 0.1.10; load it in"
          + " PyTorch and save it again";
    }
    if (head.length > 1 && (head[0] & 0xFF) == 0x80 && head[1] >= 2 && head[1] <= 5) {
      return "is a bare pickle; torch.save writes a pickle inside a zip archive";
    }
    if (startsWith(head, bytes(0x1f, 0x8b))) {
      return "is compressed with gzip; unpack it first";
    }
    if (startsWith(head, bytes(0x93, 'N', 'U', 'M', 'P', 'Y'))) {
      return "is a NumPy array, which has no names for its weights";
    }
    if (startsWith(head, bytes(0x89, 'H', 'D', 'F'))) {
      return "is an HDF5 file, as Keras writes";
    }
    if (head[0] == 8 && text(head, 0, 64).contains("pytorch")) {
      return "is an ONNX model; use the .pt file that it was exported from";
    }
    return describeText(head);
  }

  private static String describeText(byte[] head) {
    String start = text(head, 0, head.length).stripLeading();
    if (start.startsWith("version https://git-lfs")) {
      return "is a Git LFS pointer, not the weights themselves; fetch them with git lfs pull";
    }
    for (byte b : head) {
      if (b >= 0 && b < 0x20 && b != '\n' && b != '\r' && b != '\t') {
        return "is neither safetensors nor a PyTorch checkpoint";
      }
    }
    return start.startsWith("<")
        ? "is a web page; the download of the weights probably failed"
        : "is a text file, neither safetensors nor a PyTorch checkpoint";
  }

  private static String text(byte[] head, int from, int length) {
    int to = Math.min(head.length, from + length);
    return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean startsWith(byte[] head, byte[] magic) {
    return head.length >= magic.length
        && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
