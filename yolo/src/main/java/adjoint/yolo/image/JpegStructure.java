package adjoint.yolo.image;

import java.io.ByteArrayOutputStream;

/**
 * What the segments of a JPEG file say before its pixels are decoded: whether the file is whole,
 * and how the camera was held. Decoders fill what is missing from a truncated file with grey and
 * carry on; a detector must not.
 *
 * @param complete whether the end-of-image marker was reached
 * @param position where the walk ended, in bytes
 * @param orientation the EXIF orientation, 1 to 8; 1 where there is none
 */
record JpegStructure(boolean complete, int position, int orientation) {
  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int APP1 = 0xE1;
  private static final int APP2 = 0xE2;

  static boolean isJpeg(byte[] file) {
    return file.length > 3 && (file[0] & 0xFF) == 0xFF && (file[1] & 0xFF) == 0xD8;
  }

  static JpegStructure read(byte[] file) {
    int at = 2;
    int orientation = 1;
    while (at + 1 < file.length) {
      if ((file[at] & 0xFF) != 0xFF) {
        at++; // Entropy-coded data, or padding that decoders skip.
        continue;
      }
      int marker = file[at + 1] & 0xFF;
      if (marker == END_OF_IMAGE) {
        return new JpegStructure(true, at + 2, orientation);
      }
      if (marker == 0 || marker == 0xFF || marker == 1 || marker >= 0xD0 && marker <= 0xD8) {
        at += marker == 0xFF ? 1 : 2;
        continue;
      }
      if (at + 3 >= file.length) {
        break;
      }
      int length = (file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF;
      if (marker == APP1 && orientation == 1) {
        orientation = exifOrientation(file, at + 4, Math.min(at + 2 + length, file.length));
      }
      at += 2 + Math.max(length, 2);
    }
    return new JpegStructure(false, Math.min(at, file.length), orientation);
  }

  /**
   * The file without its colour profile. The JDK's decoder would convert the pixels to sRGB by it;
   * what networks are trained on are the numbers as they are stored.
   */
  static byte[] withoutColorProfile(byte[] file) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream(file.length);
    rest.write(file, 0, 2);
    int at = 2;
    while (at + 3 < file.length && (file[at] & 0xFF) == 0xFF) {
      int marker = file[at + 1] & 0xFF;
      if (marker == START_OF_SCAN) {
        break;
      }
      int end = at + 2 + ((file[at + 2] & 0xFF) << 8 | file[at + 3] & 0xFF);
      if (end > file.length) {
        break;
      }
      if (marker != APP2) {
        rest.write(file, at, end - at);
      }
      at = end;
    }
    rest.write(file, at, file.length - at);
    return rest.toByteArray();
  }

  /** Looks for tag 0x0112 in the first directory of an EXIF segment. */
  private static int exifOrientation(byte[] file, int start, int end) {
    boolean exif =
        end - start >= 14
            && file[start] == 'E'
            && file[start + 1] == 'x'
            && file[start + 2] == 'i'
            && file[start + 3] == 'f';
    if (!exif) {
      return 1;
    }
    int tiff = start + 6;
    boolean little = file[tiff] == 'I';
    long directory = tiff + number(file, tiff + 4, 4, little);
    if (directory + 2 > end) {
      return 1;
    }
    int entries = (int) number(file, (int) directory, 2, little);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (entry + 12 > end) {
        return 1;
      }
      if (number(file, (int) entry, 2, little) == 0x0112) {
        int value = (int) number(file, (int) entry + 8, 2, little);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
    return 1;
  }

  private static long number(byte[] file, int at, int bytes, boolean little) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | file[little ? at + bytes - 1 - i : at + i] & 0xFF;
    }
    return value;
  }
}
