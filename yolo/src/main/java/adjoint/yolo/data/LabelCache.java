package adjoint.yolo.data;

import adjoint.tensor.io.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the results of a check in a file, so that the next start need not decode every picture.
 *
 * <p>The file is: a mark of 16 bytes; the fingerprint of the picture and label files; the results,
 * one after the other; and a SHA-256 over all of it. The fingerprint is a SHA-256 over the paths,
 * sizes and times of change: when any of them differs, the results count no more.
 */
final class LabelCache {
  private static final byte[] MARK = "adjoint labels 1".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;
  private static final int MOST_LABELS = 10_000_000;

  private LabelCache() {}

  /** The file for a split: the list of pictures with another suffix, or beside the label folder. */
  static Path file(Path listFile, Path firstPicture) {
    if (listFile != null) {
      String name = listFile.getFileName().toString();
      int dot = name.lastIndexOf('.');
      return listFile.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".cache");
    }
    Path folder = PictureCheck.labelFile(firstPicture).toAbsolutePath().getParent();
    Path name = folder.getFileName();
    return folder.resolveSibling((name == null ? "labels" : name) + ".cache");
  }

  /** A digest of what the check depends on. */
  static byte[] fingerprint(List<Path> pictures) {
    MessageDigest digest = sha256();
    for (Path picture : pictures) {
      addFile(digest, picture);
      addFile(digest, PictureCheck.labelFile(picture));
    }
    return digest.digest();
  }

  private static void addFile(MessageDigest digest, Path file) {
    String facts;
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      facts = attributes.size() + " " + attributes.lastModifiedTime().toMillis();
    } catch (IOException e) {
      facts = "missing";
    }
    digest.update((file.toAbsolutePath() + "\n" + facts + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The results for the pictures with this fingerprint; null if the file is missing, out of date,
   * damaged, or another program's.
   */
  static List<PictureCheck> read(Path file, byte[] fingerprint, int pictures) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int body = bytes.length - DIGEST;
      int start = MARK.length + DIGEST;
      if (body < start
          || !Arrays.equals(MARK, Arrays.copyOf(bytes, MARK.length))
          || !Arrays.equals(fingerprint, Arrays.copyOfRange(bytes, MARK.length, start))) {
        return null;
      }
      MessageDigest digest = sha256();
      digest.update(bytes, 0, body);
      if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, body, bytes.length))) {
        return null;
      }
      DataInputStream input =
          new DataInputStream(new ByteArrayInputStream(bytes, start, body - start));
      List<PictureCheck> checks = new ArrayList<>();
      for (int i = 0; i < pictures; i++) {
        checks.add(readCheck(input));
      }
      return input.read() < 0 ? checks : null;
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  private static PictureCheck readCheck(DataInputStream input) throws IOException {
    int width = input.readInt();
    int height = input.readInt();
    int state = input.readUnsignedByte();
    float[][] rows = readArrays(input);
    float[][] outlines = input.readBoolean() ? readArrays(input) : null;
    String problem = input.readBoolean() ? input.readUTF() : null;
    String remark = input.readBoolean() ? input.readUTF() : null;
    PictureCheck.State[] states = PictureCheck.State.values();
    if (state >= states.length) {
      throw new IOException("unknown state");
    }
    return new PictureCheck(
        width, height, new Labels(rows, outlines), states[state], problem, remark);
  }

  private static float[][] readArrays(DataInputStream input) throws IOException {
    float[][] arrays = new float[count(input)][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = new float[count(input)];
      for (int j = 0; j < arrays[i].length; j++) {
        arrays[i][j] = input.readFloat();
      }
    }
    return arrays;
  }

  private static int count(DataInputStream input) throws IOException {
    int count = input.readInt();
    if (count < 0 || count > MOST_LABELS) {
      throw new IOException("impossible count");
    }
    return count;
  }

  /** Writes the results; the file is there whole, or as it was before. */
  static void write(Path file, byte[] fingerprint, List<PictureCheck> checks) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(MARK);
    bytes.write(fingerprint);
    DataOutputStream output = new DataOutputStream(bytes);
    for (PictureCheck check : checks) {
      writeCheck(output, check);
    }
    bytes.write(sha256().digest(bytes.toByteArray()));
    AtomicFile.write(file, bytes.toByteArray());
  }

  private static void writeCheck(DataOutputStream output, PictureCheck check) throws IOException {
    output.writeInt(check.width());
    output.writeInt(check.height());
    output.writeByte(check.state().ordinal());
    writeArrays(output, check.labels().rows());
    float[][] outlines = check.labels().outlines();
    output.writeBoolean(outlines != null);
    if (outlines != null) {
      writeArrays(output, outlines);
    }
    for (String text : new String[] {check.problem(), check.remark()}) {
      output.writeBoolean(text != null);
      if (text != null) {
        output.writeUTF(text);
      }
    }
  }

  private static void writeArrays(DataOutputStream output, float[][] arrays) throws IOException {
    output.writeInt(arrays.length);
    for (float[] array : arrays) {
      output.writeInt(array.length);
      for (float value : array) {
        output.writeFloat(value);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
