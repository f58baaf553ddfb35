package adjoint.tensor.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPoolTest {
  private static final int LENGTH = 10_000;

  private final MemoryPool pool = new MemoryPool();

  private static float[] result(int length) {
    return MemoryPool.result(DType.F32, length).floats();
  }

  @Test
  void whatWasGivenBackIsHandedOutAgain() {
    pool.use(
        () -> {
          float[] first = result(LENGTH);
          float[] second = result(LENGTH);
          assertNotSame(first, second);
          pool.recycle(List.of(Storage.of(second)));
          assertEquals(4L * LENGTH, pool.heldBytes());
          assertSame(first, result(LENGTH));
          assertNotSame(second, result(LENGTH), "still needed");
          return null;
        });
  }

  @Test
  void memoryLastsFromUseToUse() {
    float[] first = pool.use(() -> recycled(LENGTH));
    assertSame(first, pool.use(() -> recycled(LENGTH)));
    pool.use(() -> recycled(LENGTH + 1));
    assertNotSame(first, pool.use(() -> result(LENGTH)), "one use had no need for it");
  }

  private float[] recycled(int length) {
    float[] array = result(length);
    pool.recycle(List.of());
    return array;
  }

  @Test
  void whatIsNotGivenBackStaysTheComputations() {
    float[] kept = pool.use(() -> result(LENGTH));
    assertNotSame(kept, pool.use(() -> result(LENGTH)));
    assertEquals(0, pool.heldBytes());
  }

  @Test
  void withoutAPoolResultsAreZeros() {
    pool.use(
        () -> {
          Arrays.fill(recycled(LENGTH), 1);
          return null;
        });
    assertOutOfUse();
    MemoryPool other = new MemoryPool();
    pool.use(
        () -> {
          other.use(() -> null);
          float[] array = recycled(LENGTH);
          assertSame(array, result(LENGTH), "the pool outside is in use again");
          return null;
        });
    assertOutOfUse();
  }

  @Test
  void aPoolServesTheThreadThatUsesIt() throws InterruptedException {
    float[] first = pool.use(() -> recycled(LENGTH));
    pool.use(
        () -> {
          float[][] elsewhere = new float[1][];
          Thread thread = new Thread(() -> elsewhere[0] = result(LENGTH));
          thread.start();
          try {
            thread.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          assertNotSame(first, elsewhere[0]);
          return null;
        });
  }

  @Test
  void aFailureEndsTheUse() {
    try {
      pool.use(
          () -> {
            throw new UnsupportedOperationException();
          });
    } catch (UnsupportedOperationException expected) {
      // The pool is left behind.
    }
    assertOutOfUse();
  }

  /** A result comes from elsewhere: it cannot be given back. */
  private void assertOutOfUse() {
    long held = pool.heldBytes();
    assertArrayEquals(new float[LENGTH], result(LENGTH));
    pool.recycle(List.of());
    assertEquals(held, pool.heldBytes());
  }

  /** Every operation that takes its result from a pool, on memory full of NaN. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv2d",
        "strided",
        "grouped",
        "pixelwise",
        "matmul",
        "unary",
        "binary",
        "number",
        "where",
        "copy",
        "concat",
        "maxPool",
        "avgPool",
        "adaptiveAvg",
        "adaptiveMax",
        "nearest",
        "bilinear",
        "transposed"
      })
  void operationsWriteAllOfTheirResult(String name) {
    Generator generator = new Generator(3);
    Tensor x = Tensor.randn(generator, DType.F32, 2, 8, 36, 38);
    Tensor y = Tensor.randn(generator, DType.F32, 2, 8, 36, 38);
    Tensor weight = Tensor.randn(generator, DType.F32, 16, 8, 3, 3);
    Tensor pixel = Tensor.randn(generator, DType.F32, 16, 8, 1, 1);
    Tensor grouped = Tensor.randn(generator, DType.F32, 16, 4, 3, 3);
    Conv2dOptions padded = Conv2dOptions.DEFAULT.withPadding(1);
    Pool2dOptions window = Pool2dOptions.of(3, 1, 1);
    Map<String, Supplier<Tensor>> operations =
        Map.ofEntries(
            Map.entry("conv2d", () -> x.conv2d(weight, null, padded, Activation.SILU)),
            Map.entry("strided", () -> x.conv2d(weight, null, padded.withStride(2))),
            Map.entry("grouped", () -> x.conv2d(grouped, null, padded.withGroups(2))),
            Map.entry("pixelwise", () -> x.conv2d(pixel, null, Conv2dOptions.DEFAULT)),
            Map.entry("matmul", () -> x.matmul(y.transpose(2, 3))),
            Map.entry("unary", x::sigmoid),
            Map.entry("binary", () -> x.add(y)),
            Map.entry("number", () -> x.mul(3)),
            Map.entry("where", () -> Tensor.where(x.gt(y), x, y)),
            Map.entry("copy", () -> x.transpose(1, 2).contiguous()),
            Map.entry("concat", () -> Tensor.concat(List.of(x, y), 1)),
            Map.entry("maxPool", () -> x.maxPool2d(window)),
            Map.entry("avgPool", () -> x.avgPool2d(window, false)),
            Map.entry("adaptiveAvg", () -> x.adaptiveAvgPool2d(20, 21)),
            Map.entry("adaptiveMax", () -> x.adaptiveMaxPool2d(20, 21).values()),
            Map.entry("nearest", () -> x.upsampleNearest(72, 76)),
            Map.entry("bilinear", () -> x.upsampleBilinear(72, 76, false)),
            Map.entry("transposed", () -> x.transpose(2, 3).relu()));
    Supplier<Tensor> operation = operations.get(name);
    Tensor expected = operation.get();
    pool.use(
        () -> {
          for (int copy = 0; copy < 4; copy++) {
            Arrays.fill(result(expected.elementCount()), Float.NaN);
          }
          pool.recycle(List.of());
          long held = pool.heldBytes();
          float[] actual = operation.get().contiguous().toFloatArray();
          assertArrayEquals(expected.toFloatArray(), actual);
          assertTrue(pool.heldBytes() < held, "the result came from elsewhere");
          return null;
        });
  }
}
