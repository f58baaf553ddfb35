package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every reduction on random layouts, against plain double-precision loops. */
class ReductionMethodsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private enum Result {
    SAME,
    WIDE,
    REAL
  }

  private interface Call {
    Tensor apply(Tensor x, int[] dimensions, boolean keep);
  }

  /** A reduction of some dimensions; without elements it throws if {@code choosing}. */
  private record Reduction(
      String name,
      Call call,
      ToDoubleFunction<double[]> reference,
      double ulps,
      Result of,
      boolean choosing) {}

  private static double sum(double... x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    return sum;
  }

  private static double max(double... x) {
    double max = -INFINITY;
    for (double value : x) {
      max = Math.max(max, value);
    }
    return max;
  }

  private static double min(double... x) {
    return -max(Arrays.stream(x).map(value -> -value).toArray());
  }

  private static double prod(double... x) {
    double product = 1;
    for (double value : x) {
      product *= value;
    }
    return product;
  }

  private static double var(double[] x, int correction) {
    double mean = sum(x) / x.length;
    double squares = 0;
    for (double value : x) {
      squares += (value - mean) * (value - mean);
    }
    return squares / Math.max(0, x.length - correction);
  }

  private static double norm(double[] x, double p) {
    double[] magnitudes = Arrays.stream(x).map(Math::abs).toArray();
    if (p == INFINITY) {
      return max(magnitudes);
    }
    if (p == -INFINITY) {
      return min(magnitudes);
    }
    double powers = 0;
    for (double value : magnitudes) {
      powers += p == 0 ? Math.signum(value) : Math.pow(value, p);
    }
    return p == 0 ? powers : Math.pow(powers, 1 / p);
  }

  private static double logSumExp(double... x) {
    double max = max(x);
    double sum = 0;
    for (double value : x) {
      sum += Math.exp(value - max);
    }
    return x.length == 0 ? -INFINITY : max + Math.log(sum);
  }

  /** Calls the overload without {@code keep} where it is not wanted. */
  private static final List<Reduction> REDUCTIONS =
      List.of(
          new Reduction(
              "sum",
              (x, d, keep) -> keep ? x.sum(d, true) : x.sum(d),
              ReductionMethodsTest::sum,
              4,
              Result.WIDE,
              false),
          new Reduction(
              "prod",
              (x, d, keep) -> keep ? x.prod(d, true) : x.prod(d),
              ReductionMethodsTest::prod,
              200,
              Result.WIDE,
              false),
          new Reduction(
              "mean",
              (x, d, keep) -> keep ? x.mean(d, true) : x.mean(d),
              x -> sum(x) / x.length,
              4,
              Result.REAL,
              false),
          new Reduction(
              "max",
              (x, d, keep) -> keep ? x.max(d, true) : x.max(d),
              ReductionMethodsTest::max,
              0,
              Result.SAME,
              true),
          new Reduction(
              "min",
              (x, d, keep) -> keep ? x.min(d, true) : x.min(d),
              ReductionMethodsTest::min,
              0,
              Result.SAME,
              true),
          new Reduction(
              "var", (x, d, keep) -> x.var(d, 0, keep), x -> var(x, 0), 20, Result.REAL, false),
          new Reduction(
              "unbiased var",
              (x, d, keep) -> x.var(d, 1, keep),
              x -> var(x, 1),
              20,
              Result.REAL,
              false),
          new Reduction(
              "logSumExp",
              (x, d, keep) -> x.logSumExp(d, keep),
              ReductionMethodsTest::logSumExp,
              4,
              Result.REAL,
              false));

  @Example
  void everyMethodHasACase() {
    List<String> keys = new ArrayList<>();
    for (String name : List.of("sum", "prod", "mean", "max", "min")) {
      assertTrue(REDUCTIONS.stream().anyMatch(reduction -> reduction.name.equals(name)));
      keys.add(name + "(int[])");
      keys.add(name + "(int[],boolean)");
    }
    keys.addAll(List.of("var(int[],int,boolean)", "logSumExp(int[],boolean)"));
    // Tested by methods of their own below.
    keys.addAll(List.of("norm(double,int[])", "norm()", "any(int[])", "all(int[])"));
    keys.addAll(List.of("argmax(int,boolean)", "argmin(int,boolean)", "argmax()", "argmin()"));
    keys.addAll(List.of("softmax(int)", "logSoftmax(int)", "cumsum(int)", "sumTo(int[])"));
    FamilyMethods.assertAllCovered(ReductionMethods.class, keys);
  }

  @Provide
  Arbitrary<DType> computing() {
    return Arbitraries.of(DType.F32, DType.F64, DType.I64, DType.I32, DType.U8, DType.BOOL);
  }

  @Provide
  Arbitrary<int[]> shapes() {
    return Layouts.shapes(0, 4, 0, 4);
  }

  @Provide
  Arbitrary<int[]> filledShapes() {
    return Layouts.shapes(1, 4, 1, 5);
  }

  /** Some of the dimensions in any order, some counted from the end; none of them means all. */
  private static int[] someDimensions(Generator generator, int rank) {
    List<Integer> dimensions = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      if (generator.nextInt(2) == 0) {
        int named = generator.nextInt(2) == 0 ? d : d - rank;
        dimensions.add(generator.nextInt(dimensions.size() + 1), named);
      }
    }
    return dimensions.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean[] reduced(int rank, int... dimensions) {
    boolean[] reduced = new boolean[rank];
    for (int d : dimensions) {
      reduced[d < 0 ? d + rank : d] = true;
    }
    if (dimensions.length == 0) {
      Arrays.fill(reduced, true);
    }
    return reduced;
  }

  private static int[] shapeAfter(int[] shape, boolean[] reduced, boolean keep) {
    List<Integer> sizes = new ArrayList<>();
    for (int d = 0; d < shape.length; d++) {
      if (!reduced[d] || keep) {
        sizes.add(reduced[d] ? 1 : shape[d]);
      }
    }
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  /** For each element of the result, the elements it is made of, in row-major order. */
  private static double[][] groups(Tensor x, boolean[] reduced) {
    int[] shape = x.shape();
    int groups = 1;
    for (int d = 0; d < shape.length; d++) {
      groups *= reduced[d] ? 1 : shape[d];
    }
    List<List<Double>> members = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      members.add(new ArrayList<>());
    }
    double[] elements = Layouts.elements(x);
    for (int i = 0; i < elements.length; i++) {
      int rest = i;
      int group = 0;
      int scale = 1;
      for (int d = shape.length - 1; d >= 0; d--) {
        if (!reduced[d]) {
          group += rest % shape[d] * scale;
          scale *= shape[d];
        }
        rest /= shape[d];
      }
      members.get(group).add(elements[i]);
    }
    return members.stream()
        .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray())
        .toArray(double[][]::new);
  }

  private static DType resultType(Result of, DType operands) {
    if (operands.isFloating() || of == Result.SAME) {
      return operands;
    }
    return of == Result.WIDE ? DType.I64 : DType.F32;
  }

  private static boolean anyEmpty(int[] shape, boolean[] reduced) {
    boolean empty = false;
    for (int d = 0; d < shape.length; d++) {
      empty |= reduced[d] && shape[d] == 0;
    }
    return empty;
  }

  @Property(tries = 250)
  void reductionsOnAnyLayout(
      @ForAll("computing") DType dtype, @ForAll("shapes") int[] shape, @ForAll long seed) {
    Generator generator = new Generator(seed);
    Layouts.Sample sample = Layouts.sample(dtype, shape, generator.nextLong());
    int[] dimensions = someDimensions(generator, shape.length);
    boolean keep = generator.nextInt(2) == 0;
    boolean[] reduced = reduced(shape.length, dimensions);
    double[][] groups = groups(sample.contiguous(), reduced);
    int[] outShape = shapeAfter(shape, reduced, keep);
    for (Reduction reduction : REDUCTIONS) {
      String what = reduction.name + " over " + Arrays.toString(dimensions);
      if (reduction.choosing && anyEmpty(shape, reduced)) {
        assertThrows(
            ShapeException.class,
            () -> reduction.call.apply(sample.view(), dimensions, keep),
            what);
        continue;
      }
      Tensor actual = reduction.call.apply(sample.view(), dimensions, keep);
      DType type = resultType(reduction.of, dtype);
      double[] expected = Arrays.stream(groups).mapToDouble(reduction.reference).toArray();
      if (reduction.name.equals("prod") && type == DType.I64) {
        expected =
            Arrays.stream(groups).mapToDouble(ReductionMethodsTest::wrappedProduct).toArray();
      }
      Expect.elements(actual, type, outShape, expected, ulps(reduction, type), what);
      Tensor plain = reduction.call.apply(sample.contiguous(), dimensions, keep);
      assertTrue(actual.sameBits(plain), what);
    }
  }

  /**
   * Single precision is rounded once, at the end; in double precision the order makes a difference.
   */
  private static double ulps(Reduction reduction, DType type) {
    return type == DType.F32 ? Math.min(reduction.ulps, 2) : reduction.ulps;
  }

  private static double wrappedProduct(double... x) {
    long product = 1;
    for (double value : x) {
      product *= (long) value;
    }
    return product;
  }

  @Property(tries = 80)
  void normsOnAnyLayout(
      @ForAll("computing") DType dtype, @ForAll("filledShapes") int[] shape, @ForAll long seed) {
    Generator generator = new Generator(seed);
    Layouts.Sample sample = Layouts.sample(dtype, shape, generator.nextLong());
    int[] dimensions = someDimensions(generator, shape.length);
    boolean[] reduced = reduced(shape.length, dimensions);
    DType type = resultType(Result.REAL, dtype);
    int[] outShape = shapeAfter(shape, reduced, false);
    double[][] groups = groups(sample.contiguous(), reduced);
    for (double p : new double[] {2, 1, 0, 3, 0.5, INFINITY, -INFINITY}) {
      double[] expected = Arrays.stream(groups).mapToDouble(group -> norm(group, p)).toArray();
      Tensor actual = sample.view().norm(p, dimensions);
      double ulps = type == DType.F32 ? 1 : 100;
      Expect.elements(actual, type, outShape, expected, ulps, p + "-norm");
      assertTrue(actual.sameBits(sample.contiguous().norm(p, dimensions)));
    }
    double whole = norm(Layouts.elements(sample.contiguous()), 2);
    Expect.elements(
        sample.view().norm(), type, new int[0], new double[] {whole}, 100, "norm of all");
  }

  @Property(tries = 60)
  void anyAndAllOnAnyLayout(@ForAll("shapes") int[] shape, @ForAll long seed) {
    Generator generator = new Generator(seed);
    Layouts.Sample sample = Layouts.sample(DType.BOOL, shape, generator.nextLong());
    int[] dimensions = someDimensions(generator, shape.length);
    boolean[] reduced = reduced(shape.length, dimensions);
    int[] outShape = shapeAfter(shape, reduced, false);
    double[][] groups = groups(sample.contiguous(), reduced);
    double[] any = Arrays.stream(groups).mapToDouble(g -> sum(g) > 0 ? 1 : 0).toArray();
    double[] all = Arrays.stream(groups).mapToDouble(g -> sum(g) == g.length ? 1 : 0).toArray();
    Expect.elements(sample.view().any(dimensions), DType.BOOL, outShape, any, 0, "any");
    Expect.elements(sample.view().all(dimensions), DType.BOOL, outShape, all, 0, "all");
  }

  @Property(tries = 120)
  void positionsOfExtremesOnAnyLayout(
      @ForAll("computing") DType dtype, @ForAll("filledShapes") int[] shape, @ForAll long seed) {
    Generator generator = new Generator(seed);
    Layouts.Sample sample = Layouts.sample(dtype, shape, generator.nextLong());
    int d = generator.nextInt(shape.length);
    boolean keep = generator.nextInt(2) == 0;
    boolean[] reduced = reduced(shape.length, d);
    int[] outShape = shapeAfter(shape, reduced, keep);
    double[][] groups = groups(sample.contiguous(), reduced);
    double[] largest = Arrays.stream(groups).mapToDouble(g -> first(g, max(g))).toArray();
    double[] smallest = Arrays.stream(groups).mapToDouble(g -> first(g, min(g))).toArray();
    Tensor view = sample.view();
    Expect.elements(view.argmax(d, keep), DType.I64, outShape, largest, 0, "argmax");
    Expect.elements(
        view.argmin(d - shape.length, keep), DType.I64, outShape, smallest, 0, "argmin");
    double[] elements = Layouts.elements(sample.contiguous());
    assertEquals(first(elements, max(elements)), view.argmax().item());
    assertEquals(first(elements, min(elements)), view.argmin().item());
  }

  private static double first(double[] x, double value) {
    for (int i = 0; i < x.length; i++) {
      if (x[i] == value) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  @Property(tries = 120)
  void alongOneDimensionOnAnyLayout(
      @ForAll("computing") DType dtype, @ForAll("filledShapes") int[] shape, @ForAll long seed) {
    Generator generator = new Generator(seed);
    Layouts.Sample sample = Layouts.sample(dtype, shape, generator.nextLong());
    int d = generator.nextInt(shape.length);
    double[][] groups = groups(sample.contiguous(), reduced(shape.length, d));
    double[][] sums = new double[groups.length][];
    double[][] shares = new double[groups.length][];
    double[][] logarithms = new double[groups.length][];
    for (int g = 0; g < groups.length; g++) {
      double[] group = groups[g];
      double total = logSumExp(group);
      sums[g] = group.clone();
      Arrays.parallelPrefix(sums[g], Double::sum);
      shares[g] = Arrays.stream(group).map(x -> Math.exp(x - total)).toArray();
      logarithms[g] = Arrays.stream(group).map(x -> x - total).toArray();
    }
    Tensor view = sample.view();
    DType wide = resultType(Result.WIDE, dtype);
    DType real = resultType(Result.REAL, dtype);
    Expect.elements(view.cumsum(d), wide, shape, ungroup(sums, shape, d), 4, "cumsum");
    double[] softmax = ungroup(shares, shape, d);
    Expect.elements(view.softmax(d), real, shape, softmax, 12, "softmax");
    double[] logSoftmax = ungroup(logarithms, shape, d);
    Tensor logShares = view.logSoftmax(d);
    double tolerance = real == DType.F32 ? 2e-6 : 1e-14;
    assertTrue(
        logShares.allClose(Expect.tensor(real, shape, logSoftmax), 0, tolerance), "logSoftmax");
    assertTrue(view.cumsum(d).sameBits(sample.contiguous().cumsum(d)));
    assertTrue(view.softmax(d).sameBits(sample.contiguous().softmax(d)));
    assertTrue(logShares.sameBits(sample.contiguous().logSoftmax(d)));
  }

  /** Puts groups along one dimension back in row-major order. */
  private static double[] ungroup(double[][] groups, int[] shape, int dimension) {
    int inner = 1;
    for (int d = dimension + 1; d < shape.length; d++) {
      inner *= shape[d];
    }
    int length = shape[dimension];
    double[] elements = new double[groups.length * length];
    for (int g = 0; g < groups.length; g++) {
      for (int k = 0; k < length; k++) {
        elements[g / inner * inner * length + k * inner + g % inner] = groups[g][k];
      }
    }
    return elements;
  }

  @Property(tries = 80)
  void sumToUndoesBroadcasting(
      @ForAll("computing") DType dtype, @ForAll("filledShapes") int[] shape, @ForAll long seed) {
    Generator generator = new Generator(seed);
    Layouts.Sample sample = Layouts.sample(dtype, shape, generator.nextLong());
    int lead = generator.nextInt(shape.length + 1);
    int[] target = Arrays.copyOfRange(shape, lead, shape.length);
    boolean[] reduced = new boolean[shape.length];
    Arrays.fill(reduced, 0, lead, true);
    for (int d = 0; d < target.length; d++) {
      if (generator.nextInt(2) == 0) {
        target[d] = 1;
        reduced[lead + d] = true;
      }
    }
    double[][] groups = groups(sample.contiguous(), reduced);
    double[] expected = Arrays.stream(groups).mapToDouble(ReductionMethodsTest::sum).toArray();
    DType type = resultType(Result.WIDE, dtype);
    Expect.elements(sample.view().sumTo(target), type, target, expected, 4, "sumTo");
  }

  @Example
  void specialValues() {
    float nan = Float.NaN;
    float inf = Float.POSITIVE_INFINITY;
    Tensor x = Tensor.of(new float[][] {{1, nan, 3}, {inf, -inf, 0}, {-inf, -inf, -inf}});
    assertTrue(x.max(1).sameBits(Tensor.of(nan, inf, -inf)));
    assertTrue(x.min(1).sameBits(Tensor.of(nan, -inf, -inf)));
    assertTrue(x.sum(1).sameBits(Tensor.of(nan, nan, -inf)));
    assertTrue(x.argmax(1, false).sameBits(Tensor.of(1L, 0, 0)));
    assertTrue(x.argmin(1, false).sameBits(Tensor.of(1L, 1, 0)));
    assertTrue(x.logSumExp(new int[] {1}, false).sameBits(Tensor.of(nan, inf, -inf)));
    Tensor zeros = Tensor.of(-0f, 0f);
    assertTrue(zeros.max().sameBits(Tensor.scalar(DType.F32, 0f)));
    assertTrue(zeros.min().sameBits(Tensor.scalar(DType.F32, -0f)));
    assertEquals(0, zeros.argmax().item(), "equal numbers: the first");
    assertEquals(1, Tensor.of(1f, 2f, 2f).argmax().item());
    assertEquals(1, Tensor.of(1L, 0, 0).argmin().item());
    Tensor large = Tensor.of(1000f, 1001f);
    assertEquals(1001 + Math.log1p(Math.exp(-1)), large.logSumExp(new int[0], false).item(), 1e-4);
    assertEquals(1, large.softmax(0).sum().item(), 1e-6);
    Tensor masked = Tensor.of(0f, -inf).softmax(0);
    assertTrue(masked.sameBits(Tensor.of(1f, 0f)));
    assertTrue(Tensor.of(0f, -inf).logSoftmax(0).sameBits(Tensor.of(0f, -inf)));
  }

  @Example
  void emptyTensors() {
    Tensor empty = Tensor.zeros(0, 3);
    assertEquals(0, empty.sum().item());
    assertEquals(1, empty.prod().item());
    assertTrue(Double.isNaN(empty.mean().item()));
    assertTrue(empty.sum(0).sameBits(Tensor.zeros(3)));
    assertTrue(empty.prod(0).sameBits(Tensor.ones(3)));
    assertTrue(empty.sum(1).sameBits(Tensor.zeros(0)));
    assertTrue(empty.max(1).sameBits(Tensor.zeros(0)));
    assertTrue(empty.argmax(1, false).sameBits(Tensor.zeros(DType.I64, 0)));
    assertTrue(empty.softmax(0).sameBits(empty));
    assertTrue(empty.cumsum(0).sameBits(empty));
    assertEquals(-INFINITY, empty.logSumExp(new int[0], false).item());
    ShapeException thrown = assertThrows(ShapeException.class, () -> empty.max(0));
    assertEquals(
        "max: no elements to choose from along dimension 0 of shape [0, 3]", thrown.getMessage());
    assertThrows(ShapeException.class, () -> empty.argmin(0, true));
    assertThrows(ShapeException.class, empty::argmax);
  }

  @Example
  void sumsAreAccumulatedInDoublePrecision() {
    Tensor tenths = Tensor.full(DType.F32, 0.1f, 1_000_000);
    assertEquals((float) (0.1f * 1e6), (float) tenths.sum().item());
    assertEquals(0.1f, (float) tenths.mean().item());
    assertEquals((1L << 60) + 1, Tensor.of(1L << 60, 1).sum().getLong());
    assertEquals(1, Tensor.of(1e8f, 1f, -1e8f).sum().item());
    Tensor shifted = Tensor.of(10_000f, 10_001f, 10_002f);
    assertEquals((float) (2.0 / 3), (float) shifted.var(new int[0], 0, false).item());
    assertTrue(Double.isNaN(Tensor.of(1f).var(new int[0], 1, false).item()));
    assertEquals((float) 5e20, (float) Tensor.of(3e20f, 4e20f).norm().item());
  }

  @Example
  void errorsNameOperationAndDimension() {
    Tensor x = Tensor.zeros(2, 3);
    ShapeException range = assertThrows(ShapeException.class, () -> x.sum(2));
    assertEquals(
        "sum: dimension 2 is out of range for shape [2, 3]; legal are -2 to 1", range.getMessage());
    ShapeException twice = assertThrows(ShapeException.class, () -> x.mean(1, -1));
    assertEquals("mean: [1, -1] names dimension 1 twice", twice.getMessage());
    ShapeException target = assertThrows(ShapeException.class, () -> x.sumTo(2, 2));
    assertEquals("sumTo: shape [2, 2] does not broadcast to [2, 3]", target.getMessage());
    assertThrows(ShapeException.class, () -> x.sumTo(1, 2, 3));
    assertThrows(ShapeException.class, () -> x.softmax(2));
    assertThrows(ShapeException.class, () -> x.cumsum(-3));
    assertThrows(ShapeException.class, () -> x.argmax(5, false));
    DTypeException bool = assertThrows(DTypeException.class, () -> x.any());
    assertEquals("any: takes BOOL tensors, not F32", bool.getMessage());
    Tensor half = Tensor.zeros(DType.BF16, 2);
    for (Reduction reduction : REDUCTIONS) {
      assertThrows(
          DTypeException.class,
          () -> reduction.call.apply(half, new int[0], false),
          reduction.name);
    }
    assertThrows(DTypeException.class, () -> half.argmax());
    assertThrows(DTypeException.class, () -> half.cumsum(0));
    assertThrows(DTypeException.class, () -> half.softmax(0));
    assertThrows(DTypeException.class, () -> half.logSoftmax(0));
    assertThrows(DTypeException.class, () -> half.norm());
    assertThrows(DTypeException.class, () -> half.sumTo(1));
  }
}
