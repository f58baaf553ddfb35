package adjoint.yolo.data.shapes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.yolo.data.DataSet;
import adjoint.yolo.data.LabelledImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapeSetTest {
  /** CRC-32 of the first five pictures of a set. */
  private static final long PICTURES = 1059268220L;

  @TempDir Path folder;

  @Test
  void picturesAreTheSameOnEveryMachine() {
    CRC32 crc = new CRC32();
    for (int i = 0; i < 5; i++) {
      crc.update(new ShapeSet(10, 96, 4).picture("train", i).image().data());
    }
    assertEquals(PICTURES, crc.getValue());
  }

  @Test
  void seedsSplitsAndNumbersGiveOtherPictures() {
    ShapeSet set = new ShapeSet(20, 64, 1);
    byte[] first = set.picture("train", 0).image().data();
    assertArrayEquals(first, new ShapeSet(400, 64, 1).picture("train", 0).image().data());
    assertFalse(Arrays.equals(first, set.picture("train", 1).image().data()));
    assertFalse(Arrays.equals(first, set.picture("val", 0).image().data()));
    assertFalse(Arrays.equals(first, new ShapeSet(20, 64, 2).picture("train", 0).image().data()));
  }

  @Test
  void everyClassAppearsAndBoxesLieInside() {
    LabelledImages images = new ShapeSet(100, 64, 3).split("train");
    assertEquals(80, images.size());
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (int i = 0; i < images.size(); i++) {
      assertTrue(images.labels(i).length >= 1 && images.labels(i).length <= 5);
      for (float[] label : images.labels(i)) {
        counts.merge((int) label[0], 1, Integer::sum);
        for (int axis = 1; axis < 3; axis++) {
          assertTrue(label[axis] - label[axis + 2] / 2 >= -1e-6);
          assertTrue(label[axis] + label[axis + 2] / 2 <= 1 + 1e-6);
          assertTrue(label[axis + 2] > 0.05);
        }
      }
    }
    assertEquals(ShapeSet.NAMES.size(), counts.size());
    counts.values().forEach(count -> assertTrue(count >= 15, counts.toString()));
  }

  @Test
  void filesReadBackAsTheyWereDrawn() throws Exception {
    ShapeSet set = new ShapeSet(20, 48, 5);
    List<String> done = new ArrayList<>();
    ShapeFiles.write(new ShapeSet(40, 48, 6), folder, split -> {});
    Files.writeString(folder.resolve("images/train/notes.txt"), "kept");
    Path yaml = ShapeFiles.write(set, folder, done::add);
    assertEquals(ShapeSet.SPLITS, done);
    DataSet data = DataSet.read(yaml);
    assertEquals(ShapeSet.NAMES, data.names());
    assertTrue(Files.exists(folder.resolve("images/train/notes.txt")));
    for (String split : ShapeSet.SPLITS) {
      LabelledImages drawn = set.split(split);
      LabelledImages read = LabelledImages.read(data, split, line -> {});
      assertEquals(drawn.size(), read.size(), "a larger set that was here is gone");
      for (int i = 0; i < drawn.size(); i++) {
        assertArrayEquals(drawn.image(i).data(), read.image(i).data());
        assertArrayEquals(drawn.labels(i), read.labels(i));
      }
    }
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ShapeSet(9, 64, 0));
    assertThrows(IllegalArgumentException.class, () -> new ShapeSet(10, 31, 0));
    assertThrows(IllegalArgumentException.class, () -> new ShapeSet(10, 5000, 0));
    assertThrows(IllegalArgumentException.class, () -> new ShapeSet(10, 64, 0).count("all"));
  }
}
