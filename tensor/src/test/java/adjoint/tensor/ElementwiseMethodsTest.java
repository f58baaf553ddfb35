package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every elementwise method on random layouts, against plain double-precision loops. */
class ElementwiseMethodsTest {
  @Example
  void everyMethodHasACase() {
    List<String> keys = new ArrayList<>();
    ElementwiseCases.UNARY.forEach(unary -> keys.add(unary.key()));
    for (ElementwiseCases.Binary binary : ElementwiseCases.BINARY) {
      if (binary.call() != null) {
        keys.add(binary.key() + "(Tensor)");
      }
      if (binary.callNumber() != null) {
        keys.add(binary.key() + "(double)");
      }
    }
    // Tested by methods of their own below.
    keys.addAll(List.of("clamp(double,double)", "and(Tensor)", "or(Tensor)", "not()"));
    keys.add("siluGradient(Tensor)"); // F32 alone, see ChannelNormTest
    FamilyMethods.assertAllCovered(ElementwiseMethods.class, keys);
  }

  @Provide
  Arbitrary<DType> computing() {
    return Arbitraries.of(DType.F32, DType.F64, DType.I64, DType.I32, DType.U8);
  }

  @Provide
  Arbitrary<int[]> shapes() {
    return Layouts.shapes(0, 4, 0, 5);
  }

  private static DType resultType(ElementwiseCases.Result of, DType operands) {
    return switch (of) {
      case SAME -> operands;
      case REAL -> operands.isFloating() ? operands : DType.F32;
      case TRUTH -> DType.BOOL;
    };
  }

  private static double[] map(Tensor x, DoubleUnaryOperator function) {
    double[] elements = Layouts.elements(x);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = function.applyAsDouble(elements[i]);
    }
    return elements;
  }

  @Property(tries = 150)
  void unaryOnAnyLayout(
      @ForAll("computing") DType dtype, @ForAll("shapes") int[] shape, @ForAll long seed) {
    Layouts.Sample sample = Layouts.sample(dtype, shape, seed);
    for (ElementwiseCases.Unary unary : ElementwiseCases.UNARY) {
      Tensor actual = unary.call().apply(sample.view());
      DType type = resultType(unary.of(), dtype);
      double[] expected = map(sample.contiguous(), unary.reference());
      double[] converted = type.isFloating() ? expected : Expect.converted(type, expected);
      Expect.elements(actual, type, shape, converted, unary.ulps(), unary.key());
      assertTrue(actual.sameBits(unary.call().apply(sample.contiguous())), unary.key());
      assertTrue(actual.isContiguous(), unary.key());
    }
  }

  /** The elements of {@code x} in row-major order of a shape that it broadcasts to. */
  private static double[] broadcast(Tensor x, int[] shape) {
    Layout layout = x.layout().expand("test", shape);
    return Layouts.elements(Tensor.of(x.storage(), layout));
  }

  /** A tensor that broadcasts to {@code shape}: leading dimensions missing, others of size 1. */
  private static Layouts.Sample partner(DType dtype, int[] shape, Generator generator) {
    int rank = shape.length - generator.nextInt(Math.min(shape.length, 2) + 1);
    int[] own = new int[rank];
    for (int d = 0; d < rank; d++) {
      own[d] = generator.nextInt(3) == 0 ? 1 : shape[shape.length - rank + d];
    }
    return Layouts.sample(dtype, own, generator.nextLong());
  }

  private static double[] zip(ElementwiseCases.Binary binary, DType type, double[] a, double[] b) {
    double[] result = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      boolean integerPower = binary.key().equals("pow") && !type.isFloating() && b[i] >= 0;
      result[i] =
          integerPower
              ? power(type, (long) a[i], (long) b[i])
              : binary.reference().applyAsDouble(a[i], b[i]);
    }
    return type.isFloating() ? result : Expect.converted(type, result);
  }

  /** What an integer type keeps of a power. */
  private static double power(DType type, long base, long exponent) {
    BigInteger modulus = BigInteger.ONE.shiftLeft(64);
    BigInteger power = BigInteger.valueOf(base).modPow(BigInteger.valueOf(exponent), modulus);
    return switch (type) {
      case U8 -> power.longValue() & 0xFF;
      case I32 -> power.intValue();
      default -> power.longValue();
    };
  }

  @Property(tries = 200)
  void binaryOnAnyLayoutWithBroadcasting(
      @ForAll("computing") DType dtype, @ForAll("shapes") int[] shape, @ForAll long seed) {
    Generator generator = new Generator(seed);
    Layouts.Sample a = partner(dtype, shape, generator);
    Layouts.Sample b = partner(dtype, shape, generator);
    int[] common = Layout.broadcast("test", a.view().shape(), b.view().shape());
    for (ElementwiseCases.Binary binary : ElementwiseCases.BINARY) {
      if (binary.call() == null) {
        continue;
      }
      DType type = resultType(binary.of(), dtype);
      Tensor actual = binary.call().apply(a.view(), b.view());
      double[] expected =
          zip(binary, type, broadcast(a.contiguous(), common), broadcast(b.contiguous(), common));
      Expect.elements(actual, type, common, expected, binary.ulps(), binary.key());
      Tensor plain = binary.call().apply(a.contiguous(), b.contiguous());
      assertTrue(actual.sameBits(plain), binary.key());
    }
  }

  @Property(tries = 150)
  void numberOperandOnAnyLayout(
      @ForAll("computing") DType dtype, @ForAll("shapes") int[] shape, @ForAll long seed) {
    Layouts.Sample sample = Layouts.sample(dtype, shape, seed);
    double[] numbers = {2, 0, 3, -1, 0.5, -2.25, 1, 1000, 0x1p40};
    double number = numbers[new Generator(seed).nextInt(numbers.length)];
    for (ElementwiseCases.Binary binary : ElementwiseCases.BINARY) {
      if (binary.callNumber() == null) {
        continue;
      }
      Tensor actual = binary.callNumber().apply(sample.view(), number);
      DType type = resultType(binary.of(), meeting(dtype, number));
      double[] numberEverywhere = map(sample.contiguous(), x -> number);
      double[] elements = Layouts.elements(sample.contiguous());
      double[] expected = zip(binary, type, elements, numberEverywhere);
      // -0 against 0 is not told apart where a slope of 0 or -1 meets a zero.
      double ulps = binary.key().equals("leakyRelu") ? 1 : binary.ulps();
      Expect.elements(actual, type, shape, expected, ulps, binary.key() + " with " + number);
      assertTrue(
          actual.sameBits(binary.callNumber().apply(sample.contiguous(), number)), binary.key());
    }
  }

  /** The documented type of a tensor that meets a number. */
  private static DType meeting(DType dtype, double number) {
    if (dtype.isFloating()) {
      return dtype;
    }
    if (number != Math.rint(number)) {
      return DType.F32;
    }
    if (dtype == DType.U8 && number >= 0 && number <= 255) {
      return DType.U8;
    }
    if (dtype == DType.I64 || Math.abs(number) > Integer.MAX_VALUE) {
      return DType.I64;
    }
    return DType.I32;
  }

  @Property(tries = 100)
  void clampOnAnyLayout(
      @ForAll("computing") DType dtype, @ForAll("shapes") int[] shape, @ForAll long seed) {
    Layouts.Sample sample = Layouts.sample(dtype, shape, seed);
    double inf = Double.POSITIVE_INFINITY;
    for (double[] bounds : new double[][] {{1, 3}, {-inf, 2}, {0, inf}, {-inf, inf}, {3, 1}}) {
      double[] expected =
          map(sample.contiguous(), x -> Math.min(Math.max(x, bounds[0]), bounds[1]));
      Tensor actual = sample.view().clamp(bounds[0], bounds[1]);
      Expect.elements(actual, dtype, shape, expected, 0, "clamp");
    }
  }

  @Property(tries = 60)
  void truthValuesOnAnyLayout(@ForAll("shapes") int[] shape, @ForAll long seed) {
    Generator generator = new Generator(seed);
    Layouts.Sample a = partner(DType.BOOL, shape, generator);
    Layouts.Sample b = partner(DType.BOOL, shape, generator);
    int[] common = Layout.broadcast("test", a.view().shape(), b.view().shape());
    double[] left = broadcast(a.contiguous(), common);
    double[] right = broadcast(b.contiguous(), common);
    double[] and = new double[left.length];
    double[] or = new double[left.length];
    for (int i = 0; i < left.length; i++) {
      and[i] = left[i] != 0 && right[i] != 0 ? 1 : 0;
      or[i] = left[i] != 0 || right[i] != 0 ? 1 : 0;
    }
    Expect.elements(a.view().and(b.view()), DType.BOOL, common, and, 0, "and");
    Expect.elements(a.view().or(b.view()), DType.BOOL, common, or, 0, "or");
    double[] not = map(a.contiguous(), x -> 1 - x);
    Expect.elements(a.view().not(), DType.BOOL, a.view().shape(), not, 0, "not");
  }

  @Property(tries = 100)
  void whereOnAnyLayout(
      @ForAll("computing") DType dtype, @ForAll("shapes") int[] shape, @ForAll long seed) {
    Generator generator = new Generator(seed);
    Layouts.Sample condition = partner(DType.BOOL, shape, generator);
    Layouts.Sample a = partner(dtype, shape, generator);
    Layouts.Sample b = partner(dtype, shape, generator);
    int[] common =
        Layout.broadcast(
            "test",
            condition.view().shape(),
            Layout.broadcast("test", a.view().shape(), b.view().shape()));
    double[] choice = broadcast(condition.contiguous(), common);
    double[] left = broadcast(a.contiguous(), common);
    double[] expected = broadcast(b.contiguous(), common);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = choice[i] != 0 ? left[i] : expected[i];
    }
    Tensor actual = Tensor.where(condition.view(), a.view(), b.view());
    Expect.elements(actual, dtype, common, expected, 0, "where");
  }

  @Example
  void specialValues() {
    double[] special = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      0.0,
      -0.0,
      1,
      -1,
      0.5,
      2.5,
      -2.5,
      100,
      1e30,
      -1e30,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      1e-39,
      Float.MIN_NORMAL,
      Float.MAX_VALUE
    };
    for (DType dtype : new DType[] {DType.F32, DType.F64}) {
      Tensor x = Expect.tensor(dtype, new int[] {special.length}, special);
      for (ElementwiseCases.Unary unary : ElementwiseCases.UNARY) {
        Tensor actual = unary.call().apply(x);
        DType type = resultType(unary.of(), dtype);
        double[] expected = map(x, unary.reference());
        Expect.elements(actual, type, x.shape(), expected, unary.ulps(), unary.key() + " " + dtype);
      }
    }
  }

  @Example
  void extremesOfTwoPropagateNanAndOrderZeros() {
    Tensor a = Tensor.of(Float.NaN, 1, -0f, 0f);
    Tensor b = Tensor.of(1, Float.NaN, 0f, -0f);
    assertTrue(a.maximum(b).sameBits(Tensor.of(Float.NaN, Float.NaN, 0f, 0f)));
    assertTrue(a.minimum(b).sameBits(Tensor.of(Float.NaN, Float.NaN, -0f, -0f)));
    assertTrue(a.clamp(0.5, 2).sameBits(Tensor.of(Float.NaN, 1, 0.5f, 0.5f)));
    assertTrue(a.leakyRelu(0).sameBits(Tensor.of(Float.NaN, 1, 0f, 0f)), a.leakyRelu(0).toString());
    Tensor infinite = Tensor.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    assertTrue(infinite.leakyRelu(0).sameBits(Tensor.of(Float.POSITIVE_INFINITY, 0f)));
    assertTrue(infinite.leakyRelu(0.5).sameBits(infinite));
  }

  @Example
  void largeIntegersAreComparedAndAddedExactly() {
    long big = (1L << 60) + 1;
    Tensor x = Tensor.of(big, big - 1);
    assertEquals(big + 1, x.add(1).getLong(0));
    assertTrue(x.eq(Tensor.of(big, big)).sameBits(Tensor.of(true, false)));
    assertTrue(x.gt(Tensor.of(big - 1, big - 1)).sameBits(Tensor.of(true, false)));
    assertEquals(81L * 81 * 81, Tensor.of(81L).pow(3).getLong(0));
    assertEquals(0, Tensor.of(2L).pow(Tensor.of(-1L)).getLong(0));
  }

  @Example
  void integersMeetNumbersOfOtherKinds() {
    Tensor bytes = Expect.tensor(DType.U8, new int[] {3}, 0, 1, 200);
    assertEquals(DType.U8, bytes.mul(2).dtype());
    assertEquals(200 * 2 - 256, bytes.mul(2).get(2), "wraps");
    assertEquals(-200, bytes.neg().to(DType.I32).get(2) - 256, "wraps");
    assertTrue(bytes.gt(-1).all().item() == 1);
    assertTrue(bytes.lt(0.5).sameBits(Tensor.of(true, false, false)));
    assertEquals(DType.F32, bytes.add(0.5).dtype());
    assertEquals(DType.F32, bytes.div(2).dtype());
    assertEquals(DType.I64, Tensor.of(1L).maximum(7).dtype());
    assertEquals(DType.F32, Tensor.of(1L).add(Tensor.of(1f)).dtype());
    assertEquals(DType.F64, Tensor.of(1f).add(Tensor.of(1d)).dtype());
    assertEquals(DType.I32, bytes.add(Tensor.of(new int[] {1}, 1)).dtype());
  }

  @Example
  void errorsNameOperationAndShapes() {
    Tensor a = Tensor.zeros(2, 3);
    ShapeException mismatch = assertThrows(ShapeException.class, () -> a.add(Tensor.zeros(2, 4)));
    assertEquals(
        "add: shapes [2, 3] and [2, 4] do not broadcast at dimension 1 of the result (3 against 4;"
            + " they must be equal, or one of them 1)",
        mismatch.getMessage());
    Tensor half = Tensor.zeros(DType.F16, 2);
    DTypeException type = assertThrows(DTypeException.class, () -> half.add(half));
    assertEquals(
        "add: F16 is a type for files; convert with to(DType.F32) first", type.getMessage());
    for (ElementwiseCases.Unary unary : ElementwiseCases.UNARY) {
      assertThrows(DTypeException.class, () -> unary.call().apply(half), unary.key());
    }
    for (ElementwiseCases.Binary binary : ElementwiseCases.BINARY) {
      if (binary.call() != null) {
        assertThrows(DTypeException.class, () -> binary.call().apply(half, half), binary.key());
      }
      if (binary.callNumber() != null) {
        assertThrows(
            DTypeException.class, () -> binary.callNumber().apply(half, 1.0), binary.key());
      }
    }
    DTypeException bool = assertThrows(DTypeException.class, () -> a.and(a));
    assertEquals("and: takes BOOL tensors, not F32", bool.getMessage());
    assertThrows(DTypeException.class, () -> Tensor.where(a, a, a));
    assertThrows(DTypeException.class, a::not);
    assertThrows(DTypeException.class, () -> half.clamp(0, 1));
  }
}
