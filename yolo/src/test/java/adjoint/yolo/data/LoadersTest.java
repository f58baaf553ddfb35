package adjoint.yolo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.DType;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadersTest {
  private static final Augmentation STRONG =
      new Augmentation(0.015, 0.7, 0.4, 20, 0.2, 0.5, 5, 0.0005, 0.5, 0.5, 0.7, 0.5, 0);

  @TempDir Path folder;

  private static List<Batch> epoch(BatchSource source, int epoch) {
    List<Batch> batches = new ArrayList<>();
    source.epoch(epoch).forEachRemaining(batches::add);
    return batches;
  }

  private static void assertSame(List<Batch> expected, List<Batch> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      assertTrue(expected.get(i).images().sameBits(actual.get(i).images()), "images of batch " + i);
      assertTrue(expected.get(i).targets().sameBits(actual.get(i).targets()), "targets " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 9})
  void theNumberOfWorkersDoesNotMatter(int tiles) {
    LabelledImages images = TestSets.inMemory(23, 1);
    List<List<Batch>> runs = new ArrayList<>();
    for (int workers : new int[] {0, 1, 3}) {
      TrainingOptions options =
          new TrainingOptions(64, 4, 32, STRONG, 7, workers, false, true, tiles, null);
      try (BatchSource source = Loaders.training(images, options)) {
        assertEquals(6, source.batchesPerEpoch());
        epoch(source, 0);
        runs.add(epoch(source, 1));
      }
    }
    assertSame(runs.get(0), runs.get(1));
    assertSame(runs.get(0), runs.get(2));
  }

  @Test
  void anEpochIsTheSameAfterOthersAndDiffersFromThem() {
    LabelledImages images = TestSets.inMemory(9, 2);
    TrainingOptions options = TrainingOptions.of(64, 4, 32, STRONG, 3);
    try (BatchSource first = Loaders.training(images, options);
        BatchSource second = Loaders.training(images, options)) {
      List<Batch> zero = epoch(first, 0);
      Iterator<Batch> abandoned = first.epoch(1);
      abandoned.next();
      List<Batch> two = epoch(first, 2);
      assertFalse(abandoned.hasNext(), "a new epoch ends the one before");
      assertSame(two, epoch(second, 2));
      assertFalse(zero.get(0).images().sameBits(two.get(0).images()));
    }
  }

  @Test
  void everyPictureComesOnceAndTheLastBatchIsSmaller() {
    LabelledImages images = TestSets.inMemory(10, 4);
    try (BatchSource source =
        Loaders.training(images, TrainingOptions.of(32, 4, 32, Augmentation.LOW, 5))) {
      List<Batch> batches = epoch(source, 0);
      assertEquals(List.of(4, 4, 2), batches.stream().map(Batch::size).toList());
      Set<Integer> seen = new TreeSet<>();
      for (Batch batch : batches) {
        assertEquals(DType.U8, batch.images().dtype());
        assertArrayEquals(new int[] {batch.size(), 3, 32, 32}, batch.images().shape());
        batch.pictures().forEach(picture -> assertTrue(seen.add(picture.index())));
      }
      assertEquals(10, seen.size());
    }
  }

  @Property(tries = 20)
  void labelsStayInsideThePicture(
      @ForAll long seed, @ForAll @IntRange(max = 1) int rectangular, @ForAll boolean nine) {
    LabelledImages images = TestSets.inMemory(8, seed);
    TrainingOptions options =
        new TrainingOptions(64, 4, 32, STRONG, seed, 0, rectangular == 1, true, nine ? 9 : 4, null);
    try (BatchSource source = Loaders.training(images, options)) {
      for (Batch batch : epoch(source, 0)) {
        float[] targets = batch.targets().toFloatArray();
        for (int i = 0; i < targets.length; i += 6) {
          assertTrue(targets[i] >= 0 && targets[i] < batch.size());
          assertTrue(targets[i + 1] >= 0 && targets[i + 1] < 5);
          for (int axis = 0; axis < 2; axis++) {
            float centre = targets[i + 2 + axis];
            float size = targets[i + 4 + axis];
            assertTrue(size > 0, "size " + size);
            assertTrue(centre - size / 2 >= -1e-6 && centre + size / 2 <= 1 + 1e-6);
          }
        }
      }
    }
  }

  @Test
  void withoutAugmentationPicturesAreOnlyPadded() {
    LabelledImages images =
        LabelledImages.of(
            List.of(
                new LabelledImages.Labelled(
                    "a.png",
                    TestSets.noise(64, 32, 1),
                    new float[][] {{1, 0.5f, 0.5f, 0.25f, 0.5f}})));
    try (BatchSource source =
        Loaders.training(images, TrainingOptions.of(64, 1, 32, Augmentation.NONE, 0))) {
      Batch batch = source.epoch(0).next();
      assertEquals(114, batch.images().get(0, 0, 0, 0));
      assertEquals(images.labels(0)[0][0], batch.targets().get(0, 1));
      assertEquals(0.5, batch.targets().get(0, 2), 1e-6);
      assertEquals(0.25, batch.targets().get(0, 5), 1e-6);
    }
  }

  @Test
  void validationKeepsTheOriginalPixelsAndSaysWhereTheyAre() throws Exception {
    LabelledImages images =
        LabelledImages.of(
            List.of(
                new LabelledImages.Labelled(
                    "a.png",
                    TestSets.noise(60, 90, 1),
                    new float[][] {{2, 0.25f, 0.5f, 0.5f, 0.25f}}),
                new LabelledImages.Labelled("b.png", TestSets.noise(90, 60, 2), new float[0][])));
    try (BatchSource source = Loaders.validation(images, ValidationOptions.of(90, 1, 32))) {
      Iterator<Batch> epoch = source.epoch(0);
      Batch wide = epoch.next();
      assertArrayEquals(new int[] {1, 3, 96, 128}, wide.images().shape());
      assertEquals(1, wide.pictures().get(0).index());
      assertEquals(0, wide.targets().size(0));
      Batch tall = epoch.next();
      assertArrayEquals(new int[] {1, 3, 128, 96}, tall.images().shape());
      Batch.Picture picture = tall.pictures().get(0);
      assertEquals(1, picture.gainX());
      assertEquals(18, picture.padX());
      assertEquals(19, picture.padY());
      assertEquals(images.image(0).get(7, 5, 1), tall.images().get(0, 1, 19 + 5, 18 + 7));
      assertEquals((0.25 * 60 + 18) / 96, tall.targets().get(0, 2), 1e-6);
      assertEquals(0.25 * 90 / 128, tall.targets().get(0, 5), 1e-6);
    }
  }

  @Test
  void picturesOfWeightZeroAreNeverDrawn() {
    LabelledImages images = TestSets.inMemory(6, 3);
    double[] weights = {0, 1, 0, 2, 0, 0};
    TrainingOptions options =
        new TrainingOptions(32, 2, 32, Augmentation.NONE, 1, 1, false, true, 4, () -> weights);
    try (BatchSource source = Loaders.training(images, options)) {
      Set<Integer> drawn = new TreeSet<>();
      for (int epoch = 0; epoch < 10; epoch++) {
        epoch(source, epoch)
            .forEach(batch -> batch.pictures().forEach(picture -> drawn.add(picture.index())));
      }
      assertEquals(Set.of(1, 3), drawn);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aPictureThatVanishedIsReported(int workers) throws Exception {
    TestSets.write(folder, "train", "a.png", 40, 40, "0 0.5 0.5 0.2 0.2");
    Path picture = TestSets.write(folder, "train", "b.png", 40, 40, "0 0.5 0.5 0.2 0.2");
    DataSet data = DataSet.read(TestSets.yaml(folder, "train: images/train\nnames: [thing]\n"));
    LabelledImages images = LabelledImages.read(data, "train", line -> {});
    Files.delete(picture);
    TrainingOptions options =
        TrainingOptions.of(32, 2, 32, Augmentation.NONE, 0).withWorkers(workers);
    try (BatchSource source = Loaders.training(images, options)) {
      Iterator<Batch> epoch = source.epoch(0);
      UncheckedIOException e = assertThrows(UncheckedIOException.class, epoch::next);
      assertTrue(e.getCause().getMessage().contains("b.png"), e.getCause().getMessage());
    }
  }
}
