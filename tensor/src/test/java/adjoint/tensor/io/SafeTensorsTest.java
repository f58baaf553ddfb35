package adjoint.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Layout;
import adjoint.tensor.Layouts;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
  @TempDir Path folder;

  @Property(tries = 60)
  void readsBackWhatItWrote(@ForAll long seed, @ForAll @IntRange(max = 6) int count)
      throws IOException {
    Generator generator = new Generator(seed);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      int[] shape = new int[generator.nextInt(5)];
      for (int d = 0; d < shape.length; d++) {
        shape[d] = generator.nextInt(5);
      }
      DType dtype = DType.values()[generator.nextInt(DType.values().length)];
      tensors.put("t\u00e9." + i, Layouts.sample(dtype, shape, generator.nextLong()).view());
    }
    Map<String, String> metadata = Map.of("description", "\"quoted\" \u4e2d\n", "empty", "");
    Path file = Scratch.file("round.safetensors");

    SafeTensors.write(file, tensors, metadata);
    SafeTensors read = SafeTensors.read(file);

    assertEquals(metadata, read.metadata());
    assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.names()));
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor expected = entry.getValue();
      Tensor stored = read.storedTensor(entry.getKey());
      assertEquals(expected.dtype(), stored.dtype());
      assertEquals(expected.dtype(), read.dtype(entry.getKey()));
      assertArrayEquals(expected.shape(), stored.shape());
      assertArrayEquals(expected.shape(), read.shape(entry.getKey()));
      assertArrayEquals(Layouts.elements(expected), Layouts.elements(stored));
      Tensor widened = read.tensor(entry.getKey());
      assertEquals(expected.dtype().isHalf() ? DType.F32 : expected.dtype(), widened.dtype());
      assertArrayEquals(Layouts.elements(expected), Layouts.elements(widened));
    }
    assertEquals(tensors.keySet(), read.tensors().keySet());
  }

  @Test
  void keepsEveryBit() throws IOException {
    float[] floats = {Float.NaN, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE, Float.MAX_VALUE};
    short[] halves = {0x7E01, (short) 0xFC00, (short) 0x8000, 1, 0x7BFF};
    long[] longs = {Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1};
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("f", Tensor.of(floats));
    tensors.put("h", Tensor.of(Storage.of(DType.F16, halves), Layout.contiguous(5)));
    tensors.put("l", Tensor.of(longs));
    Path file = folder.resolve("bits.safetensors");

    SafeTensors.write(file, tensors, Map.of());
    SafeTensors read = SafeTensors.read(file);

    for (int i = 0; i < floats.length; i++) {
      assertEquals(
          Float.floatToRawIntBits(floats[i]),
          Float.floatToRawIntBits(read.tensor("f").storage().floats()[i]));
    }
    assertArrayEquals(halves, read.storedTensor("h").storage().shorts());
    assertArrayEquals(longs, read.tensor("l").storage().longs());
    assertEquals(65504f, read.tensor("h").storage().floats()[4]);
  }

  @Test
  void writesAlignedDataAndEqualBytesForEqualInput() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("mask", Tensor.of(true, false, true));
    tensors.put("wide", Tensor.of(1.0, 2.0));
    tensors.put("narrow", Tensor.of(1f));
    Path a = folder.resolve("a.safetensors");
    Path b = folder.resolve("b.safetensors");
    SafeTensors.write(a, tensors, Map.of("k", "v"));
    SafeTensors.write(b, tensors, Map.of("k", "v"));

    byte[] bytes = Files.readAllBytes(a);
    assertArrayEquals(bytes, Files.readAllBytes(b));
    long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    assertEquals(0, header % 8);
    String json = new String(bytes, 8, (int) header, StandardCharsets.UTF_8);
    assertTrue(
        json.contains("\"wide\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}"), json);
    assertTrue(
        json.contains("\"mask\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[20,23]}"),
        json);
  }

  @Test
  void writingReplacesWholeFilesAndLeavesNothingBehind() throws IOException {
    Path file = folder.resolve("w.safetensors");
    Files.writeString(file, "old");
    assertThrows(
        IllegalArgumentException.class,
        () -> SafeTensors.write(file, Map.of("__metadata__", Tensor.of(1f)), Map.of()));
    assertEquals("old", Files.readString(file));

    SafeTensors.write(file, Map.of("a", Tensor.of(1f)), Map.of());
    assertEquals(1f, SafeTensors.read(file).tensor("a").item());
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void readsAcrossThePagesOfAMappedFile() throws IOException {
    float[] values = new float[300_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.5f;
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("large", Tensor.of(values));
    tensors.put("after", Tensor.of(new float[] {1, 2}, 2));
    Path file = folder.resolve("large.safetensors");
    SafeTensors.write(file, tensors, Map.of());
    SafeTensors read = SafeTensors.read(file);
    assertArrayEquals(values, read.tensor("large").storage().floats());
    assertArrayEquals(new float[] {1, 2}, read.tensor("after").storage().floats());
  }

  @Test
  void readsTheRealWeights() throws IOException {
    Path file =
        Path.of(System.getProperty("adjoint.shared", "../../shared"))
            .resolve("weights/yolov5n-coco.safetensors");
    assumeTrue(Files.exists(file), "skipped: there is no " + file);
    SafeTensors read = SafeTensors.read(file);
    assertEquals("80", read.metadata().get("nc"));
    assertEquals(121, read.names().size());
    assertEquals(DType.F16, read.dtype("model.0.conv.weight"));
    Tensor weight = read.tensor("model.0.conv.weight");
    assertEquals(DType.F32, weight.dtype());
    assertArrayEquals(new int[] {16, 3, 6, 6}, weight.shape());
    Tensor anchors = read.tensor("model.24.anchors");
    assertEquals(1.25, anchors.get(0, 0, 0));
    assertEquals(1.625, anchors.get(0, 0, 1));
  }

  // ---- files that break a rule ------------------------------------------------------------------

  private static final String GOOD = "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}, GOOD}|8|duplicate tensor",
        "{'__metadata__':{},'__metadata__':{}}|0|duplicate key",
        "{'__metadata__':{'k':'v','k':'w'}}|0|duplicate metadata key",
        "{'__metadata__':{'k':1}}|0|expected a string",
        "{'__metadata__':{'k':{}}}|0|expected a string",
        "{'__metadata__':null}|0|expected an object",
        "{'a':{'dtype':'F8_E4M3','shape':[2],'data_offsets':[0,2]}}|2|\"a\" has type \"F8_E4M3\"",
        "{'a':{'dtype':'U16','shape':[1],'data_offsets':[0,2]}}|2|\"a\" has type \"U16\"",
        "{'a':{'dtype':'f32','shape':[2],'data_offsets':[0,8]}}|8|has type \"f32\"",
        "{'a':{'shape':[2],'data_offsets':[0,8]}}|8|lacks one of",
        "{'a':{'dtype':'F32','data_offsets':[0,8]}}|8|lacks one of",
        "{'a':{'dtype':'F32','shape':[2]}}|8|lacks one of",
        "{'a':{'dtype':'F32','dtype':'F32','shape':[2],'data_offsets':[0,8]}}|8|duplicate key"
            + " \"dtype\"",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}|8|a size of tensor \"a\" is -2",
        "{'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}}|8|a size of tensor \"a\" is 2.0",
        "{'a':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}}|8|expected a number",
        "{'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}}|8|expected an array",
        "{'a':{'dtype':'F32','shape':[4294967298],'data_offsets':[0,8]}}|8|size 4294967298",
        "{'a':{'dtype':'F32','shape':[2147483647,2147483647],'data_offsets':[0,8]}}|8|2^31 - 1"
            + " elements",
        "{'a':{'dtype':'F32','shape':[65536,65536,65536,65536],'data_offsets':[0,0]}}|0|2^31 - 1"
            + " elements",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}|8|needs 12 bytes",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}|8|begin <= end",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}}|8|not [begin, end]",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}}|8|not [begin, end]",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,18446744073709551615]}}|8|an offset of"
            + " tensor",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}|12|gaps",
        "{GOOD,'b':{'dtype':'F32','shape':[1],'data_offsets':[12,16]}}|16|gaps",
        "{GOOD,'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|8|overlap",
        "{GOOD}|12|after its header",
        "{GOOD}|4|after its header",
        "{}|1|after its header",
        "[]|0|does not start with '{'",
        " {}|0|does not start with '{'",
        "{} x|0|text after the end",
        "{GOOD|8|object without an end",
        "{'a':[]}|0|expected an object"
      })
  void refusesHeadersThatBreakARule(String header, int dataBytes, String reason)
      throws IOException {
    String json = header.replace("GOOD", GOOD).replace('\'', '"');
    Path file = write(json, dataBytes);
    FormatException error = assertThrows(FormatException.class, () -> SafeTensors.read(file));
    assertTrue(error.reason().contains(reason), error.getMessage());
    assertEquals(file, error.file());
    assertTrue(error.position() >= 8, error.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{GOOD}  |8",
        "{}|0",
        "{'a':{'dtype':'F32','shape':[],'data_offsets':[0,4]}}|4",
        "{'a':{'dtype':'F32','shape':[0,7],'data_offsets':[0,0]}}|0",
        "{'a':{'dtype':'F32','shape':[2147483647,2147483647,0],'data_offsets':[0,0]}}|0",
        "{'e':{'dtype':'U8','shape':[0],'data_offsets':[8,8]},GOOD}|8",
        "{'b':{'dtype':'U8','shape':[1],'data_offsets':[8,9]},GOOD}|9",
        "{'a':{'dtype':'F32','shape':[2],'note':{'x':[1,{}]},'data_offsets':[0,8]}}|8"
      })
  void acceptsWhatTheFormatAllows(String header, int dataBytes) throws IOException {
    SafeTensors read =
        SafeTensors.read(write(header.replace("GOOD", GOOD).replace('\'', '"'), dataBytes));
    for (Tensor tensor : read.tensors().values()) {
      assertEquals(tensor.elementCount(), Layouts.elements(tensor).length);
    }
  }

  @Test
  void refusesWrongLengths() throws IOException {
    for (int length : new int[] {0, 1, 7}) {
      Path file = folder.resolve("short");
      Files.write(file, new byte[length]);
      assertThrows(FormatException.class, () -> SafeTensors.read(file));
    }
    for (long claimed : new long[] {-1, Long.MIN_VALUE, 100_000_001, 50, 3, 0}) {
      Path file = folder.resolve("claims");
      ByteBuffer bytes = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
      bytes.putLong(0, claimed).put(8, (byte) '{').put(9, (byte) '}');
      Files.write(file, bytes.array());
      FormatException error = assertThrows(FormatException.class, () -> SafeTensors.read(file));
      assertTrue(error.position() == 0 || error.position() == 8, error.getMessage());
    }
  }

  @Test
  void refusesTooManyDimensionsAndDeepNesting() throws IOException {
    List<Integer> ones = new ArrayList<>();
    for (int i = 0; i < 65; i++) {
      ones.add(1);
    }
    String wide = "{\"a\":{\"dtype\":\"U8\",\"shape\":" + ones + ",\"data_offsets\":[0,1]}}";
    Path file = write(wide, 1);
    assertThrows(FormatException.class, () -> SafeTensors.read(file));
    Path deep = write("{\"a\":{\"x\":" + "[".repeat(100_000), 0);
    assertThrows(FormatException.class, () -> SafeTensors.read(deep));
  }

  @Test
  void refusesHeadersThatAreNotUtf8() throws IOException {
    byte[] json =
        "{\"?\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[0,1]}}"
            .getBytes(StandardCharsets.UTF_8);
    json[2] = (byte) 0xFF;
    ByteBuffer bytes = ByteBuffer.allocate(9 + json.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json);
    Path file = folder.resolve("latin.safetensors");
    Files.write(file, bytes.array());
    FormatException error = assertThrows(FormatException.class, () -> SafeTensors.read(file));
    assertTrue(error.reason().contains("UTF-8"), error.getMessage());
  }

  @Test
  void truthValuesAreZeroOrOne() throws IOException {
    Path file = write("{\"m\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[0,3]}}", 0);
    byte[] bytes = Files.readAllBytes(file);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 3);
    longer[bytes.length] = 7;
    longer[bytes.length + 2] = (byte) 0x80;
    Files.write(file, longer);
    assertArrayEquals(new byte[] {1, 0, 1}, SafeTensors.read(file).tensor("m").storage().bytes());
  }

  @Test
  void namesMissingFilesFoldersAndTensors() throws IOException {
    assertThrows(NoSuchFileException.class, () -> SafeTensors.read(folder.resolve("absent")));
    assertThrows(FormatException.class, () -> SafeTensors.read(folder));
    SafeTensors read = SafeTensors.read(write("{}", 0));
    assertThrows(IllegalArgumentException.class, () -> read.tensor("a"));
  }

  private Path write(String json, int dataBytes) throws IOException {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    Path file = folder.resolve("case.safetensors");
    Files.write(file, bytes.array());
    return file;
  }
}
