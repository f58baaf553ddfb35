package adjoint.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What NumPy 2.4 prints for the same arrays. */
class TensorPrinterTest {
  private static String lines(String... lines) {
    StringJoiner joined = new StringJoiner("\n");
    for (String line : lines) {
      joined.add(line);
    }
    return joined.toString();
  }

  @Test
  void columnsAreAligned() {
    assertEquals(
        lines("[[  1.    -2.5    3.25]", " [ 10.     0.   100.  ]]"),
        Tensor.of(new float[][] {{1, -2.5f, 3.25f}, {10, 0, 100}}).toString());
    assertEquals(lines("[1. 2. 3.]"), Tensor.of(1f, 2f, 3f).toString());
    assertEquals(
        lines("[0.1        0.2        0.33333334]"), Tensor.of(0.1f, 0.2f, 1 / 3f).toString());
    assertEquals(
        lines("[0.1        0.2        0.33333333]"), Tensor.of(0.1, 0.2, 1 / 3.0).toString());
    assertEquals(lines("[-0.   2.5]"), Tensor.of(-0.0, 2.5).toString());
    assertEquals(
        lines("[[    1  -200]", " [30000     4]]"),
        Tensor.of(new long[] {1, -200, 30000, 4}, 2, 2).toString());
    assertEquals(lines("[ True False]"), Tensor.of(true, false).toString());
    assertEquals(lines("[[ True]", " [False]]"), Tensor.of(true, false).view(2, 1).toString());
    assertEquals(
        lines("[5.00e-01 1.00e+03 6.55e+04]"),
        Tensor.of(0.5f, 1000f, 65504f).to(DType.F16).toString());
    assertEquals(lines("[ 0.5  0.1 99. ]"), Tensor.of(0.5f, 0.1f, 99f).to(DType.F16).toString());
  }

  @Test
  void exponentsAreUsedForWideRanges() {
    assertEquals(lines("[1.e+00 1.e-05]"), Tensor.of(1f, 1e-5f).toString());
    assertEquals(lines("[1.000e+00 1.001e+03]"), Tensor.of(1f, 1001f).toString());
    assertEquals(lines("[   1. 1000.]"), Tensor.of(1f, 1000f).toString());
    assertEquals(lines("[1.e+06]"), Tensor.of(1e6f).toString());
    assertEquals(lines("[999999.]"), Tensor.of(999999f).toString());
    assertEquals(lines("[1.e+08 2.e+08]"), Tensor.of(1e8, 2e8).toString());
    assertEquals(lines("[99999999.]"), Tensor.of(99999999.0).toString());
    assertEquals(lines("[0.0001]"), Tensor.of(0.0001f).toString());
    assertEquals(lines("[9.e-05]"), Tensor.of(0.00009f).toString());
    assertEquals(lines("[ 1.0e-300 -1.5e+300]"), Tensor.of(1e-300, -1.5e300).toString());
    assertEquals(
        lines("[1.4012985e-45 3.4028235e+38]"), Tensor.of(1.4E-45f, 3.4028235E38f).toString());
  }

  @Test
  void numbersThatAreNotFinite() {
    assertEquals(lines("[nan  1.]"), Tensor.of(Float.NaN, 1f).toString());
    assertEquals(lines("[ nan -inf]"), Tensor.of(Float.NaN, Float.NEGATIVE_INFINITY).toString());
    assertEquals(
        lines("[    inf  1.e+10 -2.e+00]"),
        Tensor.of(Double.POSITIVE_INFINITY, 1e10, -2).toString());
    assertEquals(lines("[ -inf 0.125]"), Tensor.of(Double.NEGATIVE_INFINITY, 0.125).toString());
  }

  @Test
  void longRowsAreWrapped() {
    assertEquals(
        lines(
            "[ 0  1  2  3  4  5  6  7  8  9 10 11 12 13 14 15 16 17 18 19 20 21 22 23",
            " 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39]"),
        Tensor.arange(40).toString());
    assertEquals(
        lines(
            "[ 0.   1.5  3.   4.5  6.   7.5  9.  10.5 12.  13.5 15.  16.5 18.  19.5",
            " 21.  22.5 24.  25.5 27.  28.5 30.  31.5 33.  34.5 36.  37.5 39.  40.5",
            " 42.  43.5]"),
        Tensor.arange(DType.F32, 0, 30, 1).mul(1.5).toString());
    assertEquals(
        lines(
            "[[-0.         -0.02083333 -0.04166667 -0.0625     -0.08333333 -0.10416667",
            "  -0.125      -0.14583333]",
            " [-0.16666667 -0.1875     -0.20833333 -0.22916667 -0.25       -0.27083333",
            "  -0.29166667 -0.3125    ]]"),
        Tensor.arange(DType.F64, 0, 1, 0.0625).view(2, 8).div(-3).toString());
  }

  @Test
  void planesAreSeparatedByEmptyLines() {
    assertEquals(
        lines("[[[0 1]", "  [2 3]]", "", " [[4 5]", "  [6 7]]]"),
        Tensor.arange(8).view(2, 2, 2).toString());
    assertEquals(
        lines(
            "[[[[0]",
            "   [1]]",
            "",
            "  [[2]",
            "   [3]]]",
            "",
            "",
            " [[[4]",
            "   [5]]",
            "",
            "  [[6]",
            "   [7]]]]"),
        Tensor.arange(8).view(2, 2, 2, 1).toString());
  }

  @Test
  void largeTensorsAreAbbreviated() {
    assertEquals(lines("[   0    1    2 ...  998  999 1000]"), Tensor.arange(1001).toString());
    assertEquals(
        lines(
            "[[0.000e+00 1.000e+00 2.000e+00 ... 3.700e+01 3.800e+01 3.900e+01]",
            " [4.000e+01 4.100e+01 4.200e+01 ... 7.700e+01 7.800e+01 7.900e+01]",
            " [8.000e+01 8.100e+01 8.200e+01 ... 1.170e+02 1.180e+02 1.190e+02]",
            " ...",
            " [1.080e+03 1.081e+03 1.082e+03 ... 1.117e+03 1.118e+03 1.119e+03]",
            " [1.120e+03 1.121e+03 1.122e+03 ... 1.157e+03 1.158e+03 1.159e+03]",
            " [1.160e+03 1.161e+03 1.162e+03 ... 1.197e+03 1.198e+03 1.199e+03]]"),
        Tensor.arange(DType.F32, 0, 1200, 1).view(30, 40).toString());
    assertEquals(
        lines(
            "[[[   0    1    2 ...  247  248  249]",
            "  [ 250  251  252 ...  497  498  499]",
            "  [ 500  501  502 ...  747  748  749]]",
            "",
            " [[ 750  751  752 ...  997  998  999]",
            "  [1000 1001 1002 ... 1247 1248 1249]",
            "  [1250 1251 1252 ... 1497 1498 1499]]]"),
        Tensor.arange(1500).view(2, 3, 250).toString());
    assertEquals(
        lines(
            "[[[   0    1    2 ...   61   62   63]",
            "  [  64   65   66 ...  125  126  127]",
            "  [ 128  129  130 ...  189  190  191]",
            "  [ 192  193  194 ...  253  254  255]]",
            "",
            " [[ 256  257  258 ...  317  318  319]",
            "  [ 320  321  322 ...  381  382  383]",
            "  [ 384  385  386 ...  445  446  447]",
            "  [ 448  449  450 ...  509  510  511]]",
            "",
            " [[ 512  513  514 ...  573  574  575]",
            "  [ 576  577  578 ...  637  638  639]",
            "  [ 640  641  642 ...  701  702  703]",
            "  [ 704  705  706 ...  765  766  767]]",
            "",
            " ...",
            "",
            " [[1280 1281 1282 ... 1341 1342 1343]",
            "  [1344 1345 1346 ... 1405 1406 1407]",
            "  [1408 1409 1410 ... 1469 1470 1471]",
            "  [1472 1473 1474 ... 1533 1534 1535]]",
            "",
            " [[1536 1537 1538 ... 1597 1598 1599]",
            "  [1600 1601 1602 ... 1661 1662 1663]",
            "  [1664 1665 1666 ... 1725 1726 1727]",
            "  [1728 1729 1730 ... 1789 1790 1791]]",
            "",
            " [[1792 1793 1794 ... 1853 1854 1855]",
            "  [1856 1857 1858 ... 1917 1918 1919]",
            "  [1920 1921 1922 ... 1981 1982 1983]",
            "  [1984 1985 1986 ... 2045 2046 2047]]]"),
        Tensor.arange(2048).view(8, 4, 64).toString());
    assertEquals(
        lines(
            "[[0. 0. 0. ... 0. 0. 0.]",
            " [0. 0. 0. ... 0. 0. 0.]",
            " [0. 0. 0. ... 0. 0. 0.]",
            " [0. 0. 0. ... 0. 0. 0.]",
            " [0. 0. 0. ... 0. 0. 0.]]"),
        Tensor.zeros(5, 500).toString());
  }

  @Test
  void viewsAndEmptyTensors() {
    assertEquals(lines("[[0 3]", " [1 4]", " [2 5]]"), Tensor.arange(6).view(2, 3).t().toString());
    assertEquals(lines("[5 4 3 2 1 0]"), Tensor.arange(6).flip(0).toString());
    assertEquals(lines("[[1. 1. 1.]", " [1. 1. 1.]]"), Tensor.ones(2, 1).expand(2, 3).toString());
    assertEquals(lines("[]"), Tensor.zeros(0, 3).toString());
    assertEquals(lines("[]"), Tensor.zeros(0).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "F32, 0, 0.0",
    "F32, -0.0, -0.0",
    "F32, 1, 1.0",
    "F32, 1.5, 1.5",
    "F32, -2.25, -2.25",
    "F32, 0.1, 0.1",
    "F32, 3.1415927, 3.1415927",
    "F32, 999999, 999999.0",
    "F32, 1000000, 1e+06",
    "F32, 16777216, 1.6777216e+07",
    "F32, 0.0001, 1e-04",
    "F32, 0.00009, 9e-05",
    "F32, 1e20, 1e+20",
    "F32, NaN, nan",
    "F32, Infinity, inf",
    "F32, -Infinity, -inf",
    "F64, 0, 0.0",
    "F64, 0.1, 0.1",
    "F64, 3.141592653589793, 3.141592653589793",
    "F64, 1e15, 1000000000000000.0",
    "F64, 1e16, 1e+16",
    "F64, 0.0001, 0.0001",
    "F64, 0.00001, 1e-05",
    "F64, -1e-300, -1e-300",
    "F64, NaN, nan",
    "F16, 0.1, 0.1",
    "F16, 999, 999.0",
    "F16, 1000, 1e+03",
    "F16, 65504, 6.55e+04",
    "I64, 7, 7",
    "I64, -123456789, -123456789",
    "U8, 255, 255",
    "BOOL, 1, True",
    "BOOL, 0, False"
  })
  void scalars(DType dtype, double value, String expected) {
    assertEquals(expected, Tensor.scalar(dtype, value).toString());
  }
}
