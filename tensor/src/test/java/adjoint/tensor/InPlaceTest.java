package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Copies, conversions and writing in place, on random layouts. */
class InPlaceTest {
  @Provide
  Arbitrary<DType> floating() {
    return Arbitraries.of(DType.F32, DType.F64);
  }

  @Provide
  Arbitrary<DType> all() {
    return Arbitraries.of(DType.class);
  }

  @Provide
  Arbitrary<int[]> shapes() {
    return Layouts.shapes(0, 4, 0, 5);
  }

  /** A tensor without overlaps in a larger storage, for writing. */
  private static Tensor target(DType dtype, int[] shape, Generator generator) {
    return Layouts.scatter(Layouts.random(generator, dtype, shape), generator.nextLong());
  }

  /** Whether every storage element outside the tensor is what it was. */
  private static void assertRestUntouched(Tensor x, double[] before) {
    boolean[] inside = new boolean[before.length];
    for (int i = 0; i < x.elementCount(); i++) {
      inside[Layouts.storageIndex(x.layout(), i)] = true;
    }
    for (int i = 0; i < before.length; i++) {
      if (!inside[i]) {
        assertEquals(before[i], x.storage().getDouble(i), "element " + i + " of the storage");
      }
    }
  }

  private static double[] raw(Storage storage) {
    double[] elements = new double[storage.length()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = storage.getDouble(i);
    }
    return elements;
  }

  @Property(tries = 200)
  void convertsBetweenAllTypes(
      @ForAll("all") DType from,
      @ForAll("all") DType to,
      @ForAll("shapes") int[] shape,
      @ForAll long seed) {
    Layouts.Sample sample = Layouts.sample(from, shape, seed);
    Storage expected = Storage.allocate(to, sample.contiguous().elementCount());
    for (int i = 0; i < expected.length(); i++) {
      expected.setDouble(i, sample.contiguous().storage().getDouble(i));
    }
    Tensor converted = sample.view().to(to);
    Tensor reference = Tensor.of(expected, Layout.contiguous(shape));
    assertTrue(converted.sameBits(reference), from + " to " + to);
    if (from == to) {
      assertSame(sample.view(), converted);
    }
    Tensor copy = sample.view().copy();
    assertTrue(copy.isContiguous());
    assertNotSame(sample.view().storage(), copy.storage());
    assertTrue(copy.sameBits(sample.contiguous()));
    assertArrayEquals(Layouts.elements(sample.contiguous()), sample.view().toDoubleArray());
    assertTrue(sample.view().contiguous().isContiguous());
  }

  @Example
  void conversionsFollowJavaCasts() {
    Tensor x = Tensor.of(2.9, -2.9, 300, -1, 1e20, Double.NaN, 0.4);
    assertArrayEquals(
        new double[] {2, -2, 300, -1, Integer.MAX_VALUE, 0, 0}, x.to(DType.I32).toDoubleArray());
    assertArrayEquals(new double[] {2, 254, 44, 255, 255, 0, 0}, x.to(DType.U8).toDoubleArray());
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 1, 1}, x.to(DType.BOOL).toDoubleArray());
    assertEquals(Long.MAX_VALUE, x.to(DType.I64).getLong(4));
    long big = (1L << 60) + 3;
    assertEquals(3, Tensor.of(big).to(DType.I32).getLong(0));
    assertEquals(big, Tensor.of(big).copy().getLong(0));
  }

  @Property(tries = 150)
  void assignsOnAnyLayout(
      @ForAll("all") DType from,
      @ForAll("all") DType to,
      @ForAll("shapes") int[] shape,
      @ForAll long seed) {
    Generator generator = new Generator(seed);
    Tensor target = target(to, shape, generator);
    double[] before = raw(target.storage());
    int[] own = shape.clone();
    for (int d = 0; d < own.length; d++) {
      own[d] = generator.nextInt(4) == 0 ? 1 : own[d];
    }
    Layouts.Sample source = Layouts.sample(from, own, generator.nextLong());
    assertSame(target, target.assign(source.view()));
    Tensor expected = source.contiguous().to(to).expand(shape);
    assertTrue(target.sameBits(expected));
    assertRestUntouched(target, before);
    assertEquals(1, target.storage().version());
    target.fill(1);
    assertTrue(target.sameBits(Tensor.ones(to, shape)));
    assertRestUntouched(target, before);
    assertEquals(2, target.storage().version());
  }

  @Property(tries = 150)
  void addsAndMultipliesInPlace(
      @ForAll("floating") DType dtype, @ForAll("shapes") int[] shape, @ForAll long seed) {
    Generator generator = new Generator(seed);
    Tensor target = target(dtype, shape, generator);
    double[] before = raw(target.storage());
    double[] old = Layouts.elements(target);
    Layouts.Sample other = Layouts.sample(dtype, shape, generator.nextLong());
    double scale = -0.3;
    double[] expected = Layouts.elements(other.contiguous());
    for (int i = 0; i < expected.length; i++) {
      expected[i] =
          dtype == DType.F32
              ? Math.fma((float) scale, (float) expected[i], (float) old[i])
              : Math.fma(scale, expected[i], old[i]);
    }
    assertSame(target, target.addInPlace(other.view(), scale));
    Expect.elements(target, dtype, shape, expected, 0, "addInPlace");
    for (int i = 0; i < expected.length; i++) {
      expected[i] = dtype == DType.F32 ? (float) expected[i] * (float) scale : expected[i] * scale;
    }
    assertSame(target, target.mulInPlace(scale));
    Expect.elements(target, dtype, shape, expected, 0, "mulInPlace");
    assertRestUntouched(target, before);
    assertEquals(2, target.storage().version());
    Tensor plain = Layouts.contiguous(other.view());
    Tensor product = plain.mul(scale);
    assertTrue(plain.mulInPlace(scale).sameBits(product));
  }

  @Example
  void aTensorMayBeAssignedFromItself() {
    Tensor x = Tensor.of(1f, 2f, 3f, 4f, 5f);
    x.assign(x.flip(0));
    assertTrue(x.sameBits(Tensor.of(5f, 4f, 3f, 2f, 1f)));
    x.slice(0, 1, 5).assign(x.slice(0, 0, 4));
    assertTrue(x.sameBits(Tensor.of(5f, 5f, 4f, 3f, 2f)));
    x.addInPlace(x.flip(0), 1);
    assertTrue(x.sameBits(Tensor.of(7f, 8f, 8f, 8f, 7f)));
    x.addInPlace(x, 1);
    assertTrue(x.sameBits(Tensor.of(14f, 16f, 16f, 16f, 14f)));
  }

  @Example
  void overlappingLayoutsAreNotWritten() {
    Tensor expanded = Tensor.zeros(3, 1).expand(3, 2);
    Storage storage = Storage.allocate(DType.F32, 10);
    Tensor windows = Tensor.of(storage, Layout.of(new int[] {4, 3}, new int[] {1, 1}, 0));
    for (Tensor x : new Tensor[] {expanded, windows}) {
      assertRefused(x, t -> t.fill(1));
      assertRefused(x, t -> t.assign(Tensor.ones(1)));
      assertRefused(x, t -> t.addInPlace(Tensor.ones(1), 1));
      assertRefused(x, t -> t.mulInPlace(2));
    }
    ShapeException thrown = assertThrows(ShapeException.class, () -> expanded.fill(1));
    assertEquals(
        "fill: cannot write in place through a layout whose elements overlap at dimension 1 (shape"
            + " [3, 2], strides [1, 0], offset 0); copy() the tensor first",
        thrown.getMessage());
    // Disjoint windows, and repeated dimensions of size 1, do not overlap.
    Tensor.of(storage, Layout.of(new int[] {3, 3}, new int[] {3, -1}, 2)).fill(1);
    Tensor.of(storage, Layout.of(new int[] {3, 1}, new int[] {1, 0}, 0)).fill(1);
  }

  private static void assertRefused(Tensor x, Consumer<Tensor> write) {
    int version = x.storage().version();
    assertThrows(ShapeException.class, () -> write.accept(x));
    assertEquals(version, x.storage().version());
    assertEquals(0, x.sum().item());
  }

  @Example
  void typesAndShapesAreChecked() {
    Tensor x = Tensor.zeros(2, 3);
    DTypeException type =
        assertThrows(DTypeException.class, () -> x.addInPlace(Tensor.zeros(DType.F64, 2, 3), 1));
    assertEquals(
        "addInPlace: a tensor of type F32 takes one of the same type, not F64", type.getMessage());
    assertThrows(DTypeException.class, () -> Tensor.of(1L).addInPlace(Tensor.of(1L), 1));
    assertThrows(DTypeException.class, () -> Tensor.of(1L).mulInPlace(2));
    assertThrows(DTypeException.class, () -> Tensor.zeros(DType.F16, 1).mulInPlace(2));
    ShapeException shape = assertThrows(ShapeException.class, () -> x.assign(Tensor.zeros(2, 2)));
    assertEquals(
        "assign: shape [2, 2] does not expand to [2, 3] at dimension 1 (2 against 3)",
        shape.getMessage());
  }

  @Example
  void comparesWholeTensors() {
    Tensor x = Tensor.of(1f, Float.NaN, Float.POSITIVE_INFINITY, 0f);
    assertTrue(x.allClose(x.copy(), 0, 0));
    assertTrue(x.allClose(Tensor.of(1.05f, Float.NaN, Float.POSITIVE_INFINITY, -0f), 0.1, 0));
    assertFalse(x.allClose(Tensor.of(1.2f, Float.NaN, Float.POSITIVE_INFINITY, 0f), 0.1, 0));
    assertFalse(x.allClose(Tensor.of(1f, 0f, Float.POSITIVE_INFINITY, 0f), 0, 1e9));
    assertFalse(x.allClose(Tensor.of(1f, Float.NaN, 1e30f, 0f), 1e9, 1e38));
    assertFalse(x.allClose(x.view(2, 2), 1, 1));
    assertTrue(x.sameBits(x.copy()));
    assertFalse(x.sameBits(Tensor.of(1f, Float.NaN, Float.POSITIVE_INFINITY, -0f)));
    assertFalse(x.sameBits(x.to(DType.F64)));
    assertFalse(x.sameBits(x.view(2, 2)));
    long big = 1L << 60;
    assertFalse(Tensor.of(big).sameBits(Tensor.of(big + 1)));
  }
}
