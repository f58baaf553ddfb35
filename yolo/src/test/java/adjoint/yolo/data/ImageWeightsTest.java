package adjoint.yolo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImageWeightsTest {
  /** Specification G13: counts 2, 0, 2, 0. */
  @Test
  void rareClassesWeighMore() {
    float[] first = {0, .5f, .5f, .1f, .1f};
    float[] third = {2, .5f, .5f, .1f, .1f};
    LabelledImages images =
        LabelledImages.of(
            List.of(
                new LabelledImages.Labelled(
                    "a.png", TestSets.noise(20, 20, 1), new float[][] {first, third, third}),
                new LabelledImages.Labelled(
                    "b.png", TestSets.noise(20, 20, 2), new float[][] {first}),
                new LabelledImages.Labelled("c.png", TestSets.noise(20, 20, 3), new float[0][])));
    double[] classes = ImageWeights.ofClasses(images, 4);
    assertArrayEquals(new double[] {1 / 6.0, 1 / 3.0, 1 / 6.0, 1 / 3.0}, classes, 1e-12);
    assertArrayEquals(
        new double[] {0.5, 1 / 6.0, 0}, ImageWeights.ofPictures(images, classes), 1e-12);
  }
}
