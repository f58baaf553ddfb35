package adjoint.tensor.io;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages valid files in the ways that find mistakes in readers: reproducible from a seed. */
final class Mutator {
  private static final long[] LENGTHS = {
    0,
    1,
    7,
    0x7F,
    0x80,
    0xFF,
    0x7FFF,
    0xFFFF,
    0x7FFFFFFFL,
    0x80000000L,
    0xFFFFFFFFL,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1
  };

  private final SplittableRandom random;

  Mutator(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** One to four changes of one of the {@code valid} files. */
  byte[] mutate(byte[][] valid) {
    byte[] bytes = valid[random.nextInt(valid.length)].clone();
    for (int changes = 1 + random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
      bytes = change(bytes, valid[random.nextInt(valid.length)]);
    }
    return bytes;
  }

  private byte[] change(byte[] bytes, byte[] other) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(8)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 3 -> {
        return splice(bytes, at, other);
      }
      case 4 -> {
        return move(bytes, at);
      }
      case 5 -> overwriteLength(bytes, at);
      case 6 -> changeDigit(bytes, at);
      default -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(16));
        for (int i = bytes.length; i < longer.length; i++) {
          longer[i] = (byte) random.nextInt(256);
        }
        return longer;
      }
    }
    return bytes;
  }

  /** The start of one file and the end of another. */
  private byte[] splice(byte[] bytes, int at, byte[] other) {
    int from = random.nextInt(other.length + 1);
    byte[] joined = Arrays.copyOf(bytes, at + other.length - from);
    System.arraycopy(other, from, joined, at, other.length - from);
    return joined;
  }

  /** Repeats or removes a range. */
  private byte[] move(byte[] bytes, int at) {
    int from = random.nextInt(bytes.length);
    return splice(bytes, at, Arrays.copyOfRange(bytes, from, bytes.length));
  }

  /** A number of 1, 2, 4 or 8 bytes becomes an extreme one. */
  private void overwriteLength(byte[] bytes, int at) {
    long value = LENGTHS[random.nextInt(LENGTHS.length)];
    int width = 1 << random.nextInt(4);
    for (int i = 0; i < width && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >>> 8 * i);
    }
  }

  /** A digit near {@code at} becomes another: lengths in text. */
  private void changeDigit(byte[] bytes, int at) {
    for (int i = at; i < bytes.length; i++) {
      if (bytes[i] >= '0' && bytes[i] <= '9') {
        bytes[i] = (byte) ('0' + random.nextInt(10));
        return;
      }
    }
  }
}
