package adjoint.yolo.checkpoint;

import static adjoint.yolo.checkpoint.PickleWriter.map;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import adjoint.tensor.io.FormatException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged checkpoints end in {@link FormatException} or are read: nothing else is thrown, and
 * nothing large is allocated. Damage is done to the archive, to the pickle inside an archive whose
 * checksums are right, and to single operations of the pickle.
 */
class CheckpointFuzzTest {
  private static final long MAX_ALLOCATED = 8 << 20;
  private static final long[] LENGTHS = {
    0,
    1,
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
    -1
  };
  private static final int[] OPERATIONS = {
    '.', '(', '0', '1', '2', 'N', 'K', 'M', 'J', 'G', 'X', 'U', 'T', 'C', 'B', ']', '}', ')', 'a',
    'e', 's', 'u', 't', 'l', 'd', 'q', 'r', 'h', 'j', 'c', 'R', 'b', 'Q', 0x80, 0x81, 0x85, 0x86,
    0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96
  };

  private final SplittableRandom random = new SplittableRandom(20);

  @TempDir Path folder;
  private CheckpointWriter[] writers;
  private byte[][] pickles;

  @BeforeEach
  void makeValidCheckpoints() {
    writers = new CheckpointWriter[3];
    pickles = new byte[3][];
    for (int i = 0; i < writers.length; i++) {
      CheckpointWriter writer = new CheckpointWriter();
      Object root =
          i == 0
              ? map(
                  "a",
                  CheckpointWriter.vector(writer.floats(1, 2)),
                  "b",
                  CheckpointWriter.vector(writer.floats(3)))
              : map("epoch", 3, "model", writer.detector("models.yolo.Model", List.of("x", "y")));
      writers[i] = writer;
      pickles[i] = PickleWriter.write(i == 2 ? 4 : 2, root);
    }
  }

  @Test
  void damagedArchives() throws IOException {
    byte[][] valid = new byte[3][];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = writers[i].archive(pickles[i]);
      assertTrue(attempt(valid[i]), "a valid checkpoint is refused");
    }
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      refused += attempt(mutate(valid)) ? 0 : 1;
    }
    assertTrue(refused > 1000, "only " + refused + " were refused");
  }

  @Test
  void damagedPicklesInSoundArchives() throws IOException {
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      refused += attempt(writers[i % 3].archive(mutate(pickles))) ? 0 : 1;
    }
    assertTrue(refused > 700, "only " + refused + " were refused");
  }

  @Test
  void damagedPicklesAlone() {
    int refused = 0;
    for (int i = 0; i < 6000; i++) {
      refused += attemptPickle(mutate(pickles)) ? 0 : 1;
    }
    assertTrue(refused > 2000, "only " + refused + " were refused");
  }

  @Test
  void randomOperations() {
    int refused = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] pickle = new byte[4 + random.nextInt(60)];
      pickle[0] = (byte) 0x80;
      pickle[1] = 2;
      for (int at = 2; at < pickle.length - 1; at++) {
        pickle[at] =
            (byte)
                (random.nextInt(4) == 0
                    ? random.nextInt(4)
                    : OPERATIONS[random.nextInt(OPERATIONS.length)]);
      }
      pickle[pickle.length - 1] = '.';
      refused += attemptPickle(pickle) ? 0 : 1;
    }
    assertTrue(refused > 2000, "only " + refused + " were refused");
  }

  private byte[] mutate(byte[][] valid) {
    byte[] bytes = valid[random.nextInt(valid.length)].clone();
    for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) OPERATIONS[random.nextInt(OPERATIONS.length)];
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> bytes = splice(bytes, at, valid[random.nextInt(valid.length)]);
        case 4 -> bytes = splice(bytes, at, bytes);
        default -> {
          long value = LENGTHS[random.nextInt(LENGTHS.length)];
          int width = 1 << random.nextInt(4);
          for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> 8 * i);
          }
        }
      }
    }
    return bytes;
  }

  private byte[] splice(byte[] bytes, int at, byte[] other) {
    int from = random.nextInt(other.length + 1);
    byte[] joined = Arrays.copyOf(bytes, at + other.length - from);
    System.arraycopy(other, from, joined, at, other.length - from);
    return joined;
  }

  private boolean attempt(byte[] archive) throws IOException {
    Path file = folder.resolve("mutant.pt");
    Files.write(file, archive);
    return attempt(archive, file, () -> Weights.read(file));
  }

  private boolean attemptPickle(byte[] pickle) {
    Path file = Path.of("pickle");
    return attempt(pickle, file, () -> PickleMachine.read(pickle, file, 0, Set.of()));
  }

  private interface Reader {
    void read() throws IOException;
  }

  private static boolean attempt(byte[] bytes, Path file, Reader reader) {
    long before = allocatedBytes();
    boolean read = false;
    try {
      reader.read();
      read = true;
    } catch (FormatException e) {
      assertTrue(e.file().equals(file) && e.position() <= bytes.length, e.getMessage());
    } catch (Throwable e) {
      fail("input " + HexFormat.of().formatHex(bytes), e);
    }
    long allocated = allocatedBytes() - before;
    if (allocated > MAX_ALLOCATED) {
      fail(allocated + " bytes allocated for input " + HexFormat.of().formatHex(bytes));
    }
    return read;
  }

  /** Asked by reflection, for no module here requires the one that knows. */
  private static long allocatedBytes() {
    try {
      return (long) ALLOCATED.invoke(THREADS, Thread.currentThread().getId());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final Object THREADS;
  private static final Method ALLOCATED;

  static {
    try {
      THREADS =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      ALLOCATED =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getThreadAllocatedBytes", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
