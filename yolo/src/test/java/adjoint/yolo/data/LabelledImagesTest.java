package adjoint.yolo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.io.FormatException;
import adjoint.yolo.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledImagesTest {
  private static final String BOX = "0 0.5 0.5 0.2 0.2\n";

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  private DataSet data() throws IOException {
    return DataSet.read(TestSets.yaml(folder, "train: images/train\nnames: [cat, dog]\n"));
  }

  private LabelledImages read() throws IOException {
    log.clear();
    return LabelledImages.read(data(), "train", log::add);
  }

  private Path write(String name, String labels) throws IOException {
    return TestSets.write(folder, "train", name, 40, 30, labels);
  }

  private void assertLogged(String... parts) {
    assertTrue(
        log.stream().anyMatch(line -> Arrays.stream(parts).allMatch(line::contains)),
        () -> List.of(parts) + " in " + log);
  }

  @Test
  void everyKindOfFaultIsReportedCountedAndLeftOut() throws IOException {
    write("good.png", BOX + "1 .1 .1 .05 .05\n");
    write("background.png", null);
    write("empty.png", "");
    write("twice.png", BOX + BOX);
    write("outside.png", "0 .5 .5 1.5 .2");
    write("words.png", "a b c d e");
    TestSets.write(folder, "train", "tiny.png", 9, 40, BOX);
    Path jpeg = write("cut.jpg", BOX);
    Files.write(jpeg, Arrays.copyOf(Files.readAllBytes(jpeg), (int) Files.size(jpeg) / 2));
    Path longer = write("longer.jpg", BOX);
    byte[] bytes = Files.readAllBytes(longer);
    Files.write(longer, Arrays.copyOf(bytes, bytes.length + 7));
    Path gif = write("animated.png", BOX);
    ImageIO.write(ImageIO.read(gif.toFile()), "gif", gif.toFile());
    Files.writeString(write("text.png", BOX), "no picture");
    LabelledImages images = read();
    assertEquals(5, images.size());
    // Of the six that are left out, two had labels that were looked at.
    assertEquals(new LabelledImages.Counts(6, 1, 1, 6), images.counts());
    assertLogged("outside.png", "above 1");
    assertLogged("words.png", "not a number");
    assertLogged("tiny.png", "9 x 40");
    assertLogged("cut.jpg", "truncated");
    assertLogged("animated.png", "GIF");
    assertLogged("text.png", "left out");
    assertLogged("twice.png", "1 duplicate");
    assertLogged("longer.jpg", "end of the JPEG");
    assertLogged("5 pictures, 4 labels", "6 found, 1 missing, 1 empty, 6 corrupt");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      names.add(images.file(i).getFileName().toString());
      assertEquals(40, images.width(i));
      assertEquals(30, images.height(i));
    }
    assertEquals(
        List.of("background.png", "empty.png", "good.png", "longer.jpg", "twice.png"), names);
    assertEquals(2, images.labels(2).length);
  }

  @Test
  void theCacheGivesTheSameAndNoticesChanges() throws IOException {
    write("a.png", "0 .1 .1 .5 .1 .5 .6 .3 .8");
    Path b = write("b.png", BOX);
    Files.writeString(write("broken.png", BOX), "no picture");
    final LabelledImages first = read();
    Path cache = folder.resolve("labels/train.cache");
    assertTrue(Files.exists(cache));
    byte[] written = Files.readAllBytes(cache);
    final FileTime time = Files.getLastModifiedTime(cache);
    List<String> reported = List.copyOf(log);
    LabelledImages second = read();
    assertEquals(reported, log, "the cache repeats the warnings");
    assertEquals(time, Files.getLastModifiedTime(cache), "nothing was written");
    assertEquals(first.counts(), second.counts());
    assertArrayEquals(first.labels(0), second.labels(0));
    assertArrayEquals(first.outline(0, 0), second.outline(0, 0));
    assertEquals(8, second.outline(0, 0).length);
    Files.writeString(PictureCheck.labelFile(b), BOX + "1 .1 .1 .1 .1\n");
    assertEquals(2, read().labels(1).length);
    write("c.png", BOX);
    assertEquals(3, read().size());
    Files.delete(folder.resolve("images/train/c.png"));
    Files.writeString(PictureCheck.labelFile(b), BOX);
    Files.write(cache, written);
    assertEquals(1, read().labels(1).length);
  }

  @Test
  void aDamagedCacheIsIgnoredAndWrittenAnew() throws IOException {
    write("a.png", BOX);
    read();
    Path cache = folder.resolve("labels/train.cache");
    byte[] good = Files.readAllBytes(cache);
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 0x40;
      Files.write(cache, bad);
      assertArrayEquals(new float[] {0, .5f, .5f, .2f, .2f}, read().labels(0)[0]);
      assertArrayEquals(good, Files.readAllBytes(cache), "byte " + at);
    }
    for (int length : new int[] {0, 10, 60, good.length - 1}) {
      Files.write(cache, Arrays.copyOf(good, length));
      assertEquals(1, read().size());
      assertArrayEquals(good, Files.readAllBytes(cache));
    }
  }

  @Test
  void aListOfPicturesHasItsCacheBesideIt() throws IOException {
    write("a.png", BOX);
    Files.writeString(folder.resolve("list.txt"), "./images/train/a.png\n");
    DataSet data = DataSet.read(TestSets.yaml(folder, "train: list.txt\nnames: [x]\n"));
    LabelledImages.read(data, "train", log::add);
    assertTrue(Files.exists(folder.resolve("list.cache")));
  }

  @Test
  void aClassBeyondTheNamesIsRefused() throws IOException {
    write("a.png", BOX + "2 .5 .5 .1 .1\n");
    FormatException e = assertThrows(FormatException.class, this::read);
    assertTrue(e.getMessage().contains("a.txt"), e.getMessage());
    assertTrue(e.getMessage().contains("row 1 has class 2"), e.getMessage());
    assertTrue(e.getMessage().contains("2 classes, 0 to 1"), e.getMessage());
    LabelledImages single = LabelledImages.read(data(), "train", true, log::add);
    assertEquals(0, single.labels(0)[1][0]);
  }

  @Test
  void withoutUsablePicturesOrLabelsThereIsNothingToTrain() throws IOException {
    Path picture = write("a.png", null);
    FormatException unlabelled = assertThrows(FormatException.class, this::read);
    assertTrue(unlabelled.getMessage().contains("no labels"), unlabelled.getMessage());
    assertTrue(unlabelled.getMessage().contains("a.txt"), unlabelled.getMessage());
    Files.writeString(picture, "no picture");
    FormatException unusable = assertThrows(FormatException.class, this::read);
    assertTrue(unusable.getMessage().contains("none of the 1 pictures"), unusable.getMessage());
  }

  @Test
  void labelFilesLieBesideTheFolderOfPictures() {
    assertEquals(
        Path.of("/d/images/labels/x/a.b.txt"),
        PictureCheck.labelFile(Path.of("/d/images/images/x/a.b.jpg")));
    assertEquals(Path.of("/d/x/a.txt"), PictureCheck.labelFile(Path.of("/d/x/a.jpg")));
  }

  /** The reference's own figures for these photographs. */
  @Test
  void realPhotographsAreCountedAsTheReferenceDoes() throws IOException {
    Path coco = Shared.file("data/coco128");
    Path list = folder.resolve("list.txt");
    try (var files = Files.list(coco.resolve("images/train2017"))) {
      Files.write(list, files.map(file -> file.toAbsolutePath().normalize().toString()).toList());
    }
    String names =
        DataSet.read(coco).names().toString().replaceAll("([^\\[\\], ][^,\\]]*)", "'$1'");
    DataSet data = DataSet.read(TestSets.yaml(folder, "train: list.txt\nnames: " + names + "\n"));
    LabelledImages images = LabelledImages.read(data, "train", log::add);
    assertEquals(new LabelledImages.Counts(126, 2, 0, 0), images.counts());
    assertLogged("128 pictures, 929 labels");
  }
}
