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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  private static final DType[] TYPES = {
    DType.BOOL, DType.U8, DType.I32, DType.I64, DType.F16, DType.F32, DType.F64
  };

  @TempDir Path folder;

  @Property(tries = 60)
  void readsBackWhatItWrote(@ForAll long seed) throws IOException {
    Generator generator = new Generator(seed);
    int[] shape = new int[generator.nextInt(5)];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = generator.nextInt(5);
    }
    DType dtype = TYPES[generator.nextInt(TYPES.length)];
    Tensor tensor = Layouts.sample(dtype, shape, generator.nextLong()).view();
    Path file = Scratch.file("round.npy");

    Npy.write(file, tensor);
    Tensor read = Npy.read(file);

    assertEquals(dtype, read.dtype());
    assertArrayEquals(shape, read.shape());
    assertArrayEquals(Layouts.elements(tensor), Layouts.elements(read));
  }

  @Test
  void writesTheBytesThatNumPyWrites() throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    byte[] bytes = Files.readAllBytes(file);
    assertEquals("934e554d5059010076" + "00", HexFormat.of().formatHex(bytes, 0, 10));
    assertEquals(
        header + " ".repeat(128 - 11 - header.length()) + "\n",
        new String(bytes, 10, 118, StandardCharsets.US_ASCII));
    assertEquals(128 + 24, bytes.length);
    assertEquals("0000803f00000040", HexFormat.of().formatHex(bytes, 128, 136));

    Npy.write(file, Tensor.scalar(DType.F64, 3));
    assertTrue(text(file).contains("'shape': (), }"));
    Npy.write(file, Tensor.of(1L, 2L));
    assertTrue(text(file).contains("'descr': '<i8', 'fortran_order': False, 'shape': (2,), }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|b1;BOOL;000102;0,1,1",
        "|u1;U8;00ff;0,255",
        "|i1;I32;7f80;127,-128",
        "<i1;I32;7f80;127,-128",
        "<i2;I32;01ff;-255",
        ">i2;I32;01ff;511",
        "<u2;I32;01ff;65281",
        ">u2;I32;ff01;65281",
        "<i4;I32;fffffffe;-16777217",
        ">i4;I32;fffffffe;-2",
        "<u4;I64;ffffffff;4294967295",
        ">u4;I64;80000000;2147483648",
        "<i8;I64;0100000000000080;-9223372036854775807",
        ">i8;I64;8000000000000001;-9223372036854775807",
        "<f2;F16;003c;1",
        ">f2;F16;3c00;1",
        "<f4;F32;0000c03f;1.5",
        ">f4;F32;3fc00000;1.5",
        "<f8;F64;000000000000f8bf;-1.5",
        ">f8;F64;bff8000000000000;-1.5"
      })
  void readsEveryTypeInBothByteOrders(String descr, DType dtype, String hex, String expected)
      throws IOException {
    byte[] data = HexFormat.of().parseHex(hex);
    String[] values = expected.split(",");
    Tensor read = Npy.read(write(1, dictionary(descr, "False", "(" + values.length + ",)"), data));
    assertEquals(dtype, read.dtype());
    for (int i = 0; i < values.length; i++) {
      if (dtype.isFloating()) {
        assertEquals(Double.parseDouble(values[i]), read.get(i));
      } else {
        assertEquals(Long.parseLong(values[i]), read.getLong(i));
      }
    }
  }

  @Test
  void readsFortranOrderAsAView() throws IOException {
    byte[] data = {0, 1, 2, 3, 4, 5};
    Tensor read = Npy.read(write(1, dictionary("|u1", "True", "(2, 3)"), data));
    assertArrayEquals(new int[] {2, 3}, read.shape());
    assertArrayEquals(new double[] {0, 2, 4, 1, 3, 5}, Layouts.elements(read));
    Tensor empty = Npy.read(write(1, dictionary("|u1", "True", "(0, 3)"), new byte[0]));
    assertEquals(0, empty.elementCount());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void readsEveryVersionAndLooseSpelling(int version) throws IOException {
    byte[] data = {7, 8};
    assertEquals(2, Npy.read(write(version, dictionary("|u1", "False", "(2,)"), data)).size(0));
    String loose = "{ 'shape' :(1L , 2,),\"descr\":\"|u1\" ,'fortran_order':True}\n";
    assertArrayEquals(new int[] {1, 2}, Npy.read(write(version, loose, data)).shape());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{'descr': '|O', 'fortran_order': False, 'shape': (2,), };Python objects",
        "{'descr': 'O', 'fortran_order': False, 'shape': (2,), };type 'O'",
        "{'descr': '<c8', 'fortran_order': False, 'shape': (2,), };type '<c8'",
        "{'descr': '<U4', 'fortran_order': False, 'shape': (2,), };type '<U4'",
        "{'descr': '<u8', 'fortran_order': False, 'shape': (2,), };type '<u8'",
        "{'descr': '|f4', 'fortran_order': False, 'shape': (2,), };type '|f4'",
        "{'descr': '', 'fortran_order': False, 'shape': (2,), };type ''",
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), };structured",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), };needs 3 bytes",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), };needs 1 bytes",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (65536, 65536), };too many",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-1, 2), };expected a size",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999,), };expected a size",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2), };ends in a comma",
        "{'descr': '|u1', 'fortran_order': False, 'shape': 2, };expected '('",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1 2), };expected ','",
        "{'descr': '|u1', 'fortran_order': 0, 'shape': (2,), };True or False",
        "{'descr': '|u1', 'fortran_order': False, };is missing",
        "{'descr': '|u1', 'shape': (2,), };is missing",
        "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (2,), };twice",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), 'x': 1};unknown key",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), } x;text after",
        "{'descr': '\\x7cu1', 'fortran_order': False, 'shape': (2,), };escapes",
        "{'descr: |u1;expected a string",
        "[];expected '{'",
        "~~;expected '{'"
      })
  void refusesHeadersThatBreakARule(String header, String reason) throws IOException {
    Path file = write(1, header, new byte[2]);
    FormatException error = assertThrows(FormatException.class, () -> Npy.read(file));
    assertTrue(error.reason().contains(reason), error.getMessage());
    assertEquals(file, error.file());
  }

  @Test
  void refusesWrongMagicVersionAndLength() throws IOException {
    byte[] good = Files.readAllBytes(write(1, dictionary("|u1", "False", "(2,)"), new byte[2]));
    for (int length = 0; length < good.length; length++) {
      Path file = folder.resolve("cut.npy");
      Files.write(file, Arrays.copyOf(good, length));
      assertThrows(FormatException.class, () -> Npy.read(file));
    }
    for (int[] change : new int[][] {{0, 0}, {6, 0}, {6, 4}, {7, 1}, {9, 0x7F}}) {
      byte[] bad = good.clone();
      bad[change[0]] = (byte) change[1];
      Path file = folder.resolve("bad.npy");
      Files.write(file, bad);
      assertThrows(FormatException.class, () -> Npy.read(file));
    }
    // Version 2 claims four gigabytes of header; nothing of that size may be allocated.
    Path claims = folder.resolve("claims.npy");
    Files.write(claims, HexFormat.of().parseHex("934e554d50590200ffffffff"));
    FormatException error = assertThrows(FormatException.class, () -> Npy.read(claims));
    assertTrue(error.reason().contains("4294967295"), error.getMessage());
  }

  @Test
  void refusesToWriteWhatNumPyLacks() {
    Tensor brain = Tensor.of(Storage.of(DType.BF16, new short[2]), Layout.contiguous(2));
    Path file = folder.resolve("x.npy");
    assertThrows(IllegalArgumentException.class, () -> Npy.write(file, brain));
    assertTrue(Files.notExists(file));
  }

  private static String dictionary(String descr, String fortran, String shape) {
    return "{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
  }

  private Path write(int version, String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer prefix = ByteBuffer.allocate(version == 1 ? 10 : 12).order(ByteOrder.LITTLE_ENDIAN);
    prefix.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      prefix.putShort((short) text.length);
    } else {
      prefix.putInt(text.length);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(prefix.array());
    all.write(text);
    all.write(data);
    Path file = folder.resolve("case.npy");
    Files.write(file, all.toByteArray());
    return file;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
