package adjoint.tensor.io;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Layouts;
import adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files end in {@link FormatException} or are read: nothing else is thrown, and no reader
 * allocates more than a small multiple of the file's size.
 */
class ReaderFuzzTest {
  /** Far above what a file of a kilobyte needs, far below what a false length could ask for. */
  private static final long MAX_ALLOCATED = 4 << 20;

  @TempDir Path folder;

  /** The reader under test. */
  private interface Reader {
    void read(Path file) throws IOException;
  }

  @Test
  void safeTensors() throws IOException {
    Path file = folder.resolve("a");
    byte[][] valid = new byte[3][];
    for (int i = 0; i < valid.length; i++) {
      SafeTensors.write(file, tensors(i), i == 0 ? Map.of() : Map.of("k", "\u00e9\n"));
      valid[i] = Files.readAllBytes(file);
    }
    fuzz(6000, 1, valid, path -> SafeTensors.read(path).tensors());
  }

  @Test
  void npy() throws IOException {
    Path file = folder.resolve("a");
    byte[][] valid = new byte[4][];
    int i = 0;
    for (Tensor tensor : tensors(3).values()) {
      if (i < valid.length) {
        Npy.write(file, tensor.to(DType.F32));
        valid[i++] = Files.readAllBytes(file);
      }
    }
    fuzz(4000, 2, valid, Npy::read);
  }

  @Test
  void npz() throws IOException {
    Path file = folder.resolve("a");
    byte[][] valid = new byte[4][];
    for (int i = 0; i < valid.length; i++) {
      Map<String, Tensor> tensors = tensors(i);
      tensors.values().removeIf(tensor -> tensor.dtype() == DType.BF16);
      Npz.write(file, tensors, i % 2 == 0);
      valid[i] = Files.readAllBytes(file);
    }
    fuzz(4000, 3, valid, Npz::read);
  }

  /** Damage inside the entries, which the checksum would otherwise catch first. */
  @Test
  void npzWithTrueChecksums() throws IOException {
    Path file = folder.resolve("a");
    Npy.write(file, Tensor.of(1f, 2f, 3f));
    byte[][] valid = {Files.readAllBytes(file)};
    Mutator mutator = new Mutator(4);
    byte[][] archives = new byte[500][];
    for (int i = 0; i < archives.length; i++) {
      ZipBuilder builder = new ZipBuilder();
      byte[] array = mutator.mutate(valid);
      archives[i] =
          (i % 2 == 0 ? builder.stored("a.npy", array) : builder.deflated("a.npy", array)).build();
    }
    int refused = 0;
    for (byte[] archive : archives) {
      refused += attempt(archive, Npz::read) ? 0 : 1;
    }
    assertTrue(refused > 250, "only " + refused + " were refused");
  }

  @Test
  void json() throws IOException {
    byte[][] valid = {
      "{\"a\": [1, -2.5e3, true, null, \"x\\u00e9\\n\"], \"b\": {\"c\": {}}}".getBytes(),
      "[[[[]]], \"\", 0, 1e-9, {\"k\": false}]".getBytes()
    };
    fuzz(
        4000,
        5,
        valid,
        path -> Json.parse(new String(Files.readAllBytes(path), StandardCharsets.UTF_8)));
  }

  private void fuzz(int count, long seed, byte[][] valid, Reader reader) throws IOException {
    for (byte[] bytes : valid) {
      assertTrue(attempt(bytes, reader), "a valid file is refused");
    }
    Mutator mutator = new Mutator(seed);
    int refused = 0;
    for (int i = 0; i < count; i++) {
      refused += attempt(mutator.mutate(valid), reader) ? 0 : 1;
    }
    assertTrue(refused > count / 3, "only " + refused + " of " + count + " were refused");
  }

  /** Whether the bytes were read; fails on anything but a FormatException that names the file. */
  private boolean attempt(byte[] bytes, Reader reader) throws IOException {
    Path file = folder.resolve("mutant");
    Files.write(file, bytes);
    long before = AllocatedBytes.now();
    boolean read = false;
    try {
      reader.read(file);
      read = true;
    } catch (FormatException e) {
      assertFalse(e.reason().isEmpty());
      // JSON is given as text, whose positions are not the file's.
      assertTrue(
          e.file() == null || e.file().equals(file) && e.position() <= bytes.length,
          e.getMessage());
    } catch (Throwable e) {
      fail("input " + HexFormat.of().formatHex(bytes), e);
    }
    long allocated = AllocatedBytes.now() - before;
    if (allocated > MAX_ALLOCATED) {
      fail(allocated + " bytes allocated for input " + HexFormat.of().formatHex(bytes));
    }
    return read;
  }

  private static Map<String, Tensor> tensors(int seed) {
    Generator generator = new Generator(seed);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (DType dtype : DType.values()) {
      if (tensors.size() < 4 || dtype.isHalf()) {
        int[] shape = {1 + generator.nextInt(3), generator.nextInt(3)};
        tensors.put("t" + dtype, Layouts.random(generator, dtype, shape));
      }
    }
    tensors.put("scalar", Layouts.random(generator, DType.F32));
    return tensors;
  }
}
