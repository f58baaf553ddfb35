package adjoint.tensor.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipArchiveTest {
  private static final byte[] TEN = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

  @TempDir Path folder;

  @Test
  void readsStoredAndDeflatedEntries() throws IOException {
    ZipBuilder builder = new ZipBuilder().stored("a/x", TEN).deflated("a/y", new byte[500]);
    builder.stored("a/folder/", new byte[0]).stored("empty", new byte[0]);
    builder.comment = "a comment with PK\5\6 in it";
    for (boolean zip64 : new boolean[] {false, true}) {
      builder.zip64 = zip64;
      ZipArchive archive = ZipArchive.open(write(builder.build()));
      assertEquals(List.of("a/x", "a/y", "empty"), List.copyOf(archive.entries().keySet()));
      assertArrayEquals(TEN, archive.read(archive.entries().get("a/x"), 10));
      assertArrayEquals(new byte[500], archive.read(archive.entries().get("a/y"), 1000));
      assertEquals(0, archive.read(archive.entries().get("empty"), 10).length);
    }
  }

  @Test
  void decodesStoredElements() throws IOException {
    ZipBuilder builder = new ZipBuilder().stored("x", TEN).deflated("y", TEN);
    ZipArchive archive = ZipArchive.open(write(builder.build()));
    ZipArchive.Entry entry = archive.entries().get("x");
    assertArrayEquals(
        new int[] {0x0100, 0x0302, 0x0504, 0x0706, 0x0908},
        archive.decode(entry, StoredType.I16, ByteOrder.LITTLE_ENDIAN).ints());
    assertArrayEquals(
        new int[] {0x0001, 0x0203, 0x0405, 0x0607, 0x0809},
        archive.decode(entry, StoredType.I16, ByteOrder.BIG_ENDIAN).ints());
    assertThrows(
        FormatException.class,
        () -> archive.decode(entry, StoredType.F32, ByteOrder.LITTLE_ENDIAN));
    assertThrows(
        FormatException.class,
        () -> archive.decode(archive.entries().get("y"), StoredType.U8, ByteOrder.LITTLE_ENDIAN));
    assertThrows(FormatException.class, () -> archive.read(entry, 9));
  }

  @Test
  void readsSizesFromTheZip64Field() throws IOException {
    ZipBuilder builder = new ZipBuilder().stored("x", TEN);
    builder.last().size = 0xFFFFFFFFL;
    builder.last().storedSize = 0xFFFFFFFFL;
    builder.last().extra =
        ByteBuffer.allocate(20)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) 1)
            .putShort((short) 16)
            .putLong(10)
            .putLong(10)
            .array();
    ZipArchive archive = ZipArchive.open(write(builder.build()));
    assertArrayEquals(TEN, archive.read(archive.entries().get("x"), 10));

    builder.last().extra = Arrays.copyOf(builder.last().extra, 12);
    Path file = write(builder.build());
    assertThrows(FormatException.class, () -> ZipArchive.open(file));
  }

  @Test
  void refusesArchivesThatBreakARule() throws IOException {
    refuses("two zip entries", builder -> builder.stored("x", TEN));
    refuses("contradict", builder -> builder.last().size = 11);
    refuses("beyond the data", builder -> builder.last().size = builder.last().storedSize = 1000);
    refuses("encrypted", builder -> builder.last().flags = 1);
    refuses("compression method 9", builder -> builder.last().method = 9);
    refuses("another name", builder -> builder.last().localName = "y");
    refuses("another name", builder -> builder.last().localName = "longer");
    refuses("does not start with a header", builder -> builder.last().headerPosition = 3);
    refuses("does not start with a header", builder -> builder.last().headerPosition = 0xFFFFFF);
    refuses("2 entries in 47 bytes", builder -> builder.countLie = 1);
    refuses("more bytes than entries", builder -> builder.countLie = -1);
    refuses("does not end where", builder -> builder.lengthLie = 1);
    refuses("does not end where", builder -> builder.startLie = 1);
    refuses("one part of several", builder -> builder.disk = 1);
    refuses(
        "entries",
        builder -> {
          builder.zip64 = true;
          builder.countLie = Integer.MAX_VALUE - 1;
        });
    for (String name : List.of("../x", "a/../x", "/x", "a\\..\\x", "", "a\0b")) {
      refuses("not a name", builder -> builder.stored(name, TEN));
    }
  }

  private void refuses(String reason, Consumer<ZipBuilder> lie) throws IOException {
    ZipBuilder builder = new ZipBuilder().stored("x", TEN);
    lie.accept(builder);
    Path file = write(builder.build());
    FormatException error = assertThrows(FormatException.class, () -> ZipArchive.open(file));
    assertTrue(error.reason().contains(reason), error.getMessage());
    assertEquals(file, error.file());
    assertTrue(error.position() >= 0);
  }

  @Test
  void refusesEntriesThatOverlap() throws IOException {
    ZipBuilder builder = new ZipBuilder().stored("x", TEN).stored("x", TEN);
    builder.parts.get(1).name = "y";
    builder.parts.get(1).localName = "x";
    builder.parts.get(1).headerPosition = 0;
    Path other = write(builder.build());
    assertThrows(FormatException.class, () -> ZipArchive.open(other));

    // An entry whose data holds another entry, header and all.
    byte[] inner = new ZipBuilder().stored("y", TEN).build();
    ZipBuilder outer = new ZipBuilder().stored("x", inner).stored("y", TEN);
    outer.parts.get(1).headerPosition = 31;
    Path nested = write(outer.build());
    FormatException error = assertThrows(FormatException.class, () -> ZipArchive.open(nested));
    assertTrue(error.reason().contains("overlaps"), error.getMessage());
  }

  @Test
  void refusesDamagedContent() throws IOException {
    ZipBuilder builder = new ZipBuilder().stored("x", TEN).deflated("y", new byte[500]);
    builder.parts.get(0).crc++;
    builder.parts.get(1).size = 400;
    ZipArchive archive = ZipArchive.open(write(builder.build()));
    FormatException error = refusesRead(archive, "x");
    assertTrue(error.reason().contains("checksum"), error.getMessage());
    error = refusesRead(archive, "y");
    assertTrue(error.reason().contains("more than it says"), error.getMessage());

    builder.parts.get(1).size = 600;
    error = refusesRead(ZipArchive.open(write(builder.build())), "y");
    assertTrue(error.reason().contains("500 bytes only"), error.getMessage());
    builder.parts.get(1).content[0] ^= 7;
    refusesRead(ZipArchive.open(write(builder.build())), "y");
  }

  @Test
  void aChecksumOfZeroMeansThatThereIsNone() throws IOException {
    ZipBuilder builder = new ZipBuilder().stored("x", TEN);
    builder.last().crc = 0;
    ZipArchive archive = ZipArchive.open(write(builder.build()));
    assertArrayEquals(TEN, archive.read(archive.entries().get("x"), 10));
  }

  @Test
  void refusesBombs() throws IOException {
    byte[] zeros = new byte[9 << 20];
    Path bomb = write(new ZipBuilder().deflated("bomb", zeros).build());
    FormatException error = assertThrows(FormatException.class, () -> ZipArchive.open(bomb));
    assertTrue(error.reason().contains("100 times"), error.getMessage());

    // Many entries of a legal size each.
    ZipBuilder many = new ZipBuilder();
    byte[] part = new byte[1 << 20];
    for (int i = 0; i < 9; i++) {
      many.deflated("part" + i, part);
    }
    Path file = write(many.build());
    assertThrows(FormatException.class, () -> ZipArchive.open(file));
  }

  @Test
  void refusesTruncatedArchivesAtEveryByte() throws IOException {
    byte[] good = new ZipBuilder().stored("x", TEN).deflated("y", TEN).build();
    for (int length = 0; length < good.length; length++) {
      Path file = write(Arrays.copyOf(good, length));
      assertThrows(FormatException.class, () -> ZipArchive.open(file));
    }
  }

  private static FormatException refusesRead(ZipArchive archive, String name) {
    return assertThrows(
        FormatException.class, () -> archive.read(archive.entries().get(name), 1000));
  }

  private Path write(byte[] bytes) throws IOException {
    Path file = folder.resolve("case.zip");
    Files.write(file, bytes);
    return file;
  }
}
