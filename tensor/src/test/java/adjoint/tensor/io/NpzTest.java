package adjoint.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Layout;
import adjoint.tensor.Layouts;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
  @TempDir Path folder;

  @Property(tries = 40)
  void readsBackWhatItWrote(@ForAll long seed, @ForAll boolean compressed) throws IOException {
    Generator generator = new Generator(seed);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = generator.nextInt(5); i > 0; i--) {
      int[] shape = {generator.nextInt(4), 1 + generator.nextInt(4)};
      DType dtype = generator.nextInt(2) == 0 ? DType.F32 : DType.I64;
      tensors.put("layer/" + i, Layouts.sample(dtype, shape, generator.nextLong()).view());
    }
    Path file = Scratch.file("round.npz");

    Npz.write(file, tensors, compressed);
    Map<String, Tensor> read = Npz.read(file);

    assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.keySet()));
    tensors.forEach(
        (name, tensor) -> {
          assertEquals(tensor.dtype(), read.get(name).dtype());
          assertArrayEquals(tensor.shape(), read.get(name).shape());
          assertArrayEquals(Layouts.elements(tensor), Layouts.elements(read.get(name)));
        });
  }

  @Test
  void writesAnOrdinaryZipArchive() throws IOException {
    Path file = folder.resolve("a.npz");
    Npz.write(file, Map.of("x", Tensor.of(1f, 2f)), false);
    byte[] bytes = Files.readAllBytes(file);
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        names.add(entry.getName());
        assertEquals(128 + 8, zip.readAllBytes().length);
      }
    }
    assertEquals(List.of("x.npy"), names);
    Npz.write(file, Map.of("x", Tensor.of(1f, 2f)), false);
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  @Test
  void compressesAndInflatesRepetitiveArrays() throws IOException {
    Path file = folder.resolve("zeros.npz");
    Npz.write(file, Map.of("zeros", Tensor.zeros(1_000_000)), true);
    assertTrue(Files.size(file) < 10_000);
    assertEquals(1_000_000, Npz.read(file).get("zeros").elementCount());
  }

  @Test
  void namesTheEntryWhoseArrayIsBad() throws IOException {
    Path file = folder.resolve("bad.npz");
    Files.write(file, new ZipBuilder().deflated("a.npy", "no array".getBytes()).build());
    FormatException error = assertThrows(FormatException.class, () -> Npz.read(file));
    assertTrue(error.reason().contains("\"a.npy\""), error.getMessage());
    Files.write(file, new ZipBuilder().stored("a.npy", "no array".getBytes()).build());
    assertThrows(FormatException.class, () -> Npz.read(file));
    Files.write(file, new ZipBuilder().stored("a.txt", "text".getBytes()).build());
    error = assertThrows(FormatException.class, () -> Npz.read(file));
    assertTrue(error.reason().contains("no npy array"), error.getMessage());
  }

  @Test
  void refusesNamesAndTypesThatCannotBeReadBack() {
    Path file = folder.resolve("x.npz");
    for (String name : List.of("", "/abs", "a/../b", "..", "..\\x")) {
      assertThrows(
          IllegalArgumentException.class, () -> Npz.write(file, Map.of(name, Tensor.of(1f)), true));
    }
    Tensor brain = Tensor.of(Storage.of(DType.BF16, new short[2]), Layout.contiguous(2));
    assertThrows(IllegalArgumentException.class, () -> Npz.write(file, Map.of("b", brain), true));
    assertTrue(Files.notExists(file));
  }
}
