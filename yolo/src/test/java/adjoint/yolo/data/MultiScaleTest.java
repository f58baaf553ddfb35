package adjoint.yolo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MultiScaleTest {
  @Test
  void sizesAreMultiplesFromHalfToOneAndAHalf() {
    Generator generator = new Generator(1);
    TreeSet<Integer> sizes = new TreeSet<>();
    for (int i = 0; i < 3000; i++) {
      int size = MultiScale.draw(generator, 320, 32);
      assertEquals(0, size % 32);
      sizes.add(size);
    }
    assertEquals(160, sizes.first());
    assertEquals(480, sizes.last());
    assertEquals(11, sizes.size());
    assertTrue(MultiScale.draw(generator, 32, 32) >= 32);
  }

  @Test
  void batchesAreResizedByTheLongerSide() {
    Tensor images = Tensor.ones(2, 3, 64, 128);
    assertSame(images, MultiScale.resize(images, 128, 32));
    assertArrayEquals(new int[] {2, 3, 32, 64}, MultiScale.resize(images, 64, 32).shape());
    assertArrayEquals(new int[] {2, 3, 96, 160}, MultiScale.resize(images, 160, 32).shape());
    assertEquals(1, MultiScale.resize(images, 96, 32).get(1, 2, 5, 7), 1e-6);
  }
}
