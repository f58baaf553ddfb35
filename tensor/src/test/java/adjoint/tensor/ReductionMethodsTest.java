package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every reduction on random layouts, against plain double-precision loops. */
class ReductionMethodsTest {
  @Example
  void everyMethodHasACase() {
    List<String> keys = new ArrayList<>();
    for (String name : List.of("sum", "prod", "mean", "max", "min")) {
      assertTrue(ReductionCases.ALL.stream().anyMatch(reduction -> reduction.name().equals(name)));
      keys.add(name + "(int[])");
      keys.add(name + "(int[],boolean)");
    }
    keys.add("var(int[],int,boolean)");
    // Tested by methods of their own below.
    keys.addAll(
        List.of(
            "logSumExp(int[],boolean)",
            "norm(double,int[])",
            "norm()",
            "any(int[])",
            "all(int[])"));
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

  private static DType resultType(ReductionCases.Result of, DType operands) {
    if (operands.isFloating() || of == ReductionCases.Result.SAME) {
      return operands;
    }
    return of == ReductionCases.Result.WIDE ? DType.I64 : DType.F32;
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
    for (ReductionCases.Reduction reduction : ReductionCases.ALL) {
      String what = reduction.name() + " over " + Arrays.toString(dimensions);
      if (reduction.choosing() && anyEmpty(shape, reduced)) {
        assertThrows(
            ShapeException.class,
            () -> reduction.call().apply(sample.view(), dimensions, keep),
            what);
        continue;
      }
      Tensor actual = reduction.call().apply(sample.view(), dimensions, keep);
      DType type = resultType(reduction.of(), dtype);
      double[] expected = Arrays.stream(groups).mapToDouble(reduction.reference()).toArray();
      if (reduction.name().equals("prod") && type == DType.I64) {
        expected =
            Arrays.stream(groups).mapToDouble(ReductionMethodsTest::wrappedProduct).toArray();
      }
      double[] slack =
          Arrays.stream(groups).mapToDouble(ReductionMethodsTest::orderError).toArray();
      Expect.elements(actual, type, outShape, expected, slack, ulps(reduction, type), what);
      Tensor plain = reduction.call().apply(sample.contiguous(), dimensions, keep);
      assertTrue(actual.sameBits(plain), what);
    }
  }

  /**
   * Single precision is rounded once, at the end; in double precision the order makes a difference.
   */
  private static double ulps(ReductionCases.Reduction reduction, DType type) {
    return type == DType.F32 ? Math.min(reduction.ulps(), 2) : reduction.ulps();
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
    DType type = resultType(ReductionCases.Result.REAL, dtype);
    int[] outShape = shapeAfter(shape, reduced, false);
    double[][] groups = groups(sample.contiguous(), reduced);
    for (double p :
        new double[] {2, 1, 0, 3, 0.5, Double.POSITIVE_INFINITY, -Double.POSITIVE_INFINITY}) {
      double[] expected =
          Arrays.stream(groups).mapToDouble(group -> ReductionCases.norm(group, p)).toArray();
      Tensor actual = sample.view().norm(p, dimensions);
      double ulps = type == DType.F32 ? 1 : 100;
      Expect.elements(actual, type, outShape, expected, ulps, p + "-norm");
      assertTrue(actual.sameBits(sample.contiguous().norm(p, dimensions)));
    }
    double whole = ReductionCases.norm(Layouts.elements(sample.contiguous()), 2);
    Expect.elements(
        sample.view().norm(), type, new int[0], new double[] {whole}, 100, "norm of all");
  }

  /** The terms have magnitudes of up to 10 (U8: 255), the result may be near 0. */
  @Property(tries = 80)
  void logSumExpOnAnyLayout(
      @ForAll("computing") DType dtype, @ForAll("shapes") int[] shape, @ForAll long seed) {
    Generator generator = new Generator(seed);
    Layouts.Sample sample = Layouts.sample(dtype, shape, generator.nextLong());
    int[] dimensions = someDimensions(generator, shape.length);
    boolean keep = generator.nextInt(2) == 0;
    boolean[] reduced = reduced(shape.length, dimensions);
    double[][] groups = groups(sample.contiguous(), reduced);
    double[] expected = Arrays.stream(groups).mapToDouble(ReductionCases::logSumExp).toArray();
    DType type = resultType(ReductionCases.Result.REAL, dtype);
    Tensor actual = sample.view().logSumExp(dimensions, keep);
    Tensor reference = Expect.tensor(type, shapeAfter(shape, reduced, keep), expected);
    assertEquals(type, actual.dtype());
    double epsilon = type == DType.F32 ? 0x1p-23 : 0x1p-52;
    assertTrue(
        actual.allClose(reference, 2 * epsilon, 8 * epsilon),
        () -> actual + " against " + reference);
    assertTrue(actual.sameBits(sample.contiguous().logSumExp(dimensions, keep)));
  }

  @Property(tries = 60)
  void anyAndAllOnAnyLayout(@ForAll("shapes") int[] shape, @ForAll long seed) {
    Generator generator = new Generator(seed);
    Layouts.Sample sample = Layouts.sample(DType.BOOL, shape, generator.nextLong());
    int[] dimensions = someDimensions(generator, shape.length);
    boolean[] reduced = reduced(shape.length, dimensions);
    int[] outShape = shapeAfter(shape, reduced, false);
    double[][] groups = groups(sample.contiguous(), reduced);
    double[] any =
        Arrays.stream(groups).mapToDouble(g -> ReductionCases.sum(g) > 0 ? 1 : 0).toArray();
    double[] all =
        Arrays.stream(groups).mapToDouble(g -> ReductionCases.sum(g) == g.length ? 1 : 0).toArray();
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
    double[] largest =
        Arrays.stream(groups).mapToDouble(g -> first(g, ReductionCases.max(g))).toArray();
    double[] smallest =
        Arrays.stream(groups).mapToDouble(g -> first(g, ReductionCases.min(g))).toArray();
    Tensor view = sample.view();
    Expect.elements(view.argmax(d, keep), DType.I64, outShape, largest, 0, "argmax");
    Expect.elements(
        view.argmin(d - shape.length, keep), DType.I64, outShape, smallest, 0, "argmin");
    double[] elements = Layouts.elements(sample.contiguous());
    assertEquals(first(elements, ReductionCases.max(elements)), view.argmax().item());
    assertEquals(first(elements, ReductionCases.min(elements)), view.argmin().item());
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
      double total = ReductionCases.logSumExp(group);
      sums[g] = group.clone();
      Arrays.parallelPrefix(sums[g], Double::sum);
      shares[g] = Arrays.stream(group).map(x -> Math.exp(x - total)).toArray();
      logarithms[g] = Arrays.stream(group).map(x -> x - total).toArray();
    }
    Tensor view = sample.view();
    DType wide = resultType(ReductionCases.Result.WIDE, dtype);
    DType real = resultType(ReductionCases.Result.REAL, dtype);
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
    double[] expected = Arrays.stream(groups).mapToDouble(ReductionCases::sum).toArray();
    DType type = resultType(ReductionCases.Result.WIDE, dtype);
    double[] slack = Arrays.stream(groups).mapToDouble(ReductionMethodsTest::orderError).toArray();
    Tensor actual = sample.view().sumTo(target);
    Expect.elements(actual, type, target, expected, slack, 4, "sumTo");
  }

  /**
   * How much two orders of summation in double precision may differ: in proportion to the sum of
   * the magnitudes, which may be far above the sum itself.
   */
  private static double orderError(double... x) {
    double magnitude = Arrays.stream(x).map(Math::abs).sum();
    return Double.isFinite(magnitude) ? x.length * 0x1p-52 * magnitude : 0;
  }
}
