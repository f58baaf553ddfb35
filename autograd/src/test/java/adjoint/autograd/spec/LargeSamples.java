package adjoint.autograd.spec;

import static adjoint.autograd.Reduction.MEAN;
import static adjoint.autograd.Reduction.NONE;

import adjoint.autograd.Expression;
import adjoint.autograd.Variable;
import adjoint.autograd.catalog.Catalog;
import adjoint.autograd.catalog.Domain;
import adjoint.autograd.catalog.Family;
import adjoint.autograd.catalog.Operand;
import adjoint.autograd.catalog.Operation;
import adjoint.autograd.catalog.Sample;
import adjoint.autograd.functions.AdaptiveAvgPool2dGradient;
import adjoint.autograd.functions.AvgPool2dGradient;
import adjoint.autograd.functions.Conv2dInputGradient;
import adjoint.autograd.functions.Conv2dWeightGradient;
import adjoint.autograd.functions.DiagonalEmbed;
import adjoint.autograd.functions.SliceEmbed;
import adjoint.autograd.functions.UpsampleBilinearGradient;
import adjoint.autograd.functions.UpsampleNearestGradient;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Applications to operands so large that several threads share the work, by the name of the
 * operation.
 */
public final class LargeSamples {
  // Threads share a loop from 32,768 elements on.
  private static final Pool2dOptions POOL = new Pool2dOptions(3, 2, 2, 1, 1, 0);
  private static final Operand CUBE = real(25, 35, 41);
  private static final Operand PLANE = real(150, 240);
  private static final int[] IMAGES = {2, 6, 61, 70};

  private final List<Sample> all = new ArrayList<>();

  private LargeSamples() {
    elementwise();
    reductions();
    shapes();
    indexing();
    matrices();
    images();
    losses();
  }

  /** All of them. */
  public static List<Sample> all() {
    return new LargeSamples().all;
  }

  private void add(String name, Expression expression, Operand... operands) {
    all.add(Sample.of(name, expression, operands));
  }

  private static Operand real(int... shape) {
    return Operand.real(shape);
  }

  private static Tensor indices(int bound, int... shape) {
    Generator generator = new Generator(bound);
    Tensor indices = Tensor.zeros(DType.I64, shape).flatten();
    for (int i = 0; i < indices.elementCount(); i++) {
      indices.set(generator.nextInt(bound), i);
    }
    return indices.reshape(shape);
  }

  private void elementwise() {
    int[] shape = {5, 7001};
    for (Operation operation : Catalog.all()) {
      Sample example = operation.example();
      if (operation.family() == Family.FUNCTIONS || operation.family() == Family.ACTIVATIONS) {
        all.add(example.resized(operation.name(), shape));
      } else if (operation.family() == Family.ARITHMETIC && !operation.name().equals("where")) {
        all.add(example.resized(operation.name(), shape, new int[] {7001}));
      }
    }
    Tensor condition = indices(2, shape).to(DType.BOOL);
    add("where", x -> Variable.where(condition, x[0], x[1]), real(shape), real(7001));
  }

  private void reductions() {
    for (Operation operation : Catalog.all()) {
      boolean fixed = List.of("expand", "sumTo", "prod").contains(operation.name());
      if (operation.family() == Family.REDUCTIONS && !fixed) {
        operation.samples().stream()
            .filter(sample -> !sample.name().endsWith("kept"))
            .forEach(sample -> all.add(sample.resized(operation.name(), CUBE.shape())));
      }
    }
    // The product of many numbers far from 1 would be 0 or infinite.
    Operand nearOne = new Operand(Domain.between(0.98, 1.02), CUBE.shape());
    add("prod", x -> x[0].prod(), nearOne);
    add("prod", x -> x[0].prod(new int[] {1}, false), nearOne);
    add("expand", x -> x[0].expand(110, 7, 50), real(7, 1));
    add("sumTo", x -> x[0].sumTo(35, 1), CUBE);
  }

  private void shapes() {
    for (Operation operation : Catalog.all()) {
      boolean free =
          List.of(
                  "unsqueeze",
                  "transpose",
                  "permute",
                  "flip",
                  "pad",
                  "diagonal",
                  "flatten",
                  "stack")
              .contains(operation.name());
      if (free) {
        int[][] shapes =
            operation.example().operands().stream().map(o -> CUBE.shape()).toArray(int[][]::new);
        all.add(operation.example().resized(operation.name(), shapes));
      }
    }
    add("reshape", x -> x[0].reshape(41, 875), CUBE);
    add("squeeze", x -> x[0].squeeze(1), real(150, 1, 240));
    add("slice", x -> x[0].slice(1, 239, 0, -2), PLANE);
    add("narrow", x -> x[0].narrow(1, 5, 230), PLANE);
    add("split", x -> x[0].split(new int[] {15, 225}, 1).get(1), PLANE);
    add("sliceEmbed", x -> new SliceEmbed(new int[] {150, 500}, 1, 2, 482, 2).apply(x), PLANE);
    add("select", x -> x[0].select(1, 7), CUBE);
    add(
        "diagonalEmbed",
        x -> new DiagonalEmbed(new int[] {70, 60, 60}, 1, 1, 2).apply(x),
        real(70, 59));
    add("concat", x -> Variable.concat(List.of(x), 1), PLANE, real(150, 10), PLANE);
  }

  private void indexing() {
    Tensor columns = indices(240, 150, 300);
    Tensor rows = indices(150, 200);
    add("gather", x -> x[0].gather(1, columns), PLANE);
    add("scatterAdd", x -> x[0].scatterAdd(1, columns, x[1]), PLANE, real(150, 300));
    add("indexSelect", x -> x[0].indexSelect(0, rows), PLANE);
    add("indexAdd", x -> x[0].indexAdd(0, rows, x[1]), PLANE, real(200, 240));
    Tensor mask = indices(2, 150, 240).to(DType.BOOL);
    add("maskedSelect", x -> x[0].maskedSelect(mask), PLANE);
    add("maskedFill", x -> x[0].maskedFill(mask, 0.5), PLANE);
    add("sort", x -> x[0].sort(1, true).values(), PLANE);
    add("topk", x -> x[0].topk(140, 0, true).values(), PLANE);
  }

  private void matrices() {
    add("bmm", x -> x[0].bmm(x[1]), real(3, 130, 70), real(3, 70, 90));
    add("matmul", x -> x[0].matmul(x[1]), real(2, 1, 150, 60), real(3, 60, 70));
    add("einsum", x -> Variable.einsum("bij,bkj->kbi", x), real(3, 60, 50), real(3, 40, 50));
    int n = 24;
    Tensor shift = Tensor.eye(DType.F32, n).mul(2 * n);
    Tensor distinct = Tensor.eye(DType.F32, n).mul(Tensor.arange(DType.F32, 0, n, 1).mul(9));
    Operand stack = real(50, n, n);
    Operand right = real(50, n, 10);
    add("trace", x -> x[0].trace(), stack);
    add("determinant", x -> shifted(x[0], shift).div(2 * n).determinant(), stack);
    add("logDeterminant", x -> shifted(x[0], shift).logDeterminant().logarithm(), stack);
    add("inverse", x -> shifted(x[0], shift).inverse(), stack);
    add("solve", x -> shifted(x[0], shift).solve(x[1]), stack, right);
    add("solveTriangular", x -> shifted(x[0], shift).solveTriangular(x[1], true), stack, right);
    add("cholesky", x -> shifted(x[0], shift).cholesky(), stack);
    add("symmetricEigen", x -> shifted(x[0], distinct).symmetricEigen().values(), stack);
  }

  private static Variable shifted(Variable x, Tensor diagonal) {
    return x.add(Variable.of(diagonal.to(x.dtype())));
  }

  private void images() {
    Conv2dOptions options = Conv2dOptions.DEFAULT.withPadding(1).withStride(2);
    Operand pictures = real(IMAGES);
    int[] kernels = {10, 6, 3, 3};
    Expression convolution = x -> x[0].conv2d(x[1], x[2], options);
    add("conv2d", convolution, pictures, real(kernels), real(10));
    Expression unit = x -> x[0].conv2d(x[1], null, Conv2dOptions.DEFAULT);
    add("conv2d", unit, pictures, real(9, 6, 1, 1));
    Operand convolved = real(2, 10, 31, 35);
    add(
        "conv2dInputGradient",
        x -> new Conv2dInputGradient(IMAGES, options).apply(x),
        convolved,
        real(kernels));
    add(
        "conv2dWeightGradient",
        x -> new Conv2dWeightGradient(kernels, options).apply(x),
        convolved,
        pictures);
    Expression transposed = x -> x[0].convTranspose2d(x[1], x[2], options, 1, 0);
    add("convTranspose2d", transposed, pictures, real(6, 5, 3, 3), real(5));
    add("batchNorm", x -> x[0].batchNorm(x[1], x[2], 1e-2), pictures, real(6), real(6));
    Expression layer = x -> x[0].layerNorm(new int[] {240}, x[1], x[2], 1e-2);
    add("layerNorm", layer, PLANE, real(240), real(240));
    add("groupNorm", x -> x[0].groupNorm(3, x[1], x[2], 1e-2), pictures, real(6), real(6));
    add("maxPool2d", x -> x[0].maxPool2d(POOL), pictures);
    add("avgPool2d", x -> x[0].avgPool2d(POOL, true), pictures);
    add("adaptiveAvgPool2d", x -> x[0].adaptiveAvgPool2d(20, 30), pictures);
    add("adaptiveMaxPool2d", x -> x[0].adaptiveMaxPool2d(20, 30), pictures);
    add("upsampleNearest", x -> x[0].upsampleNearest(122, 100), pictures);
    add("upsampleBilinear", x -> x[0].upsampleBilinear(122, 100, false), pictures);
    Operand pooled = real(2, 6, 31, 69);
    add("avgPool2dGradient", x -> new AvgPool2dGradient(IMAGES, POOL, true).apply(x), pooled);
    add(
        "adaptiveAvgPool2dGradient",
        x -> new AdaptiveAvgPool2dGradient(IMAGES).apply(x),
        real(2, 6, 20, 30));
    Operand enlarged = real(2, 6, 122, 100);
    add("upsampleNearestGradient", x -> new UpsampleNearestGradient(IMAGES).apply(x), enlarged);
    add(
        "upsampleBilinearGradient",
        x -> new UpsampleBilinearGradient(IMAGES, true).apply(x),
        enlarged);
  }

  private void losses() {
    Operand share = new Operand(Domain.between(0.05, 0.95), PLANE.shape());
    add("squaredError", x -> x[0].mseLoss(x[1], MEAN), PLANE, PLANE);
    add("smoothL1", x -> x[0].smoothL1Loss(x[1], 1, MEAN), PLANE, PLANE);
    add(
        "binaryCrossEntropyWithLogits",
        x -> x[0].binaryCrossEntropyWithLogits(x[1], x[2], MEAN),
        PLANE,
        share,
        new Operand(Domain.positive(), 240));
    add("crossEntropy", x -> x[0].crossEntropy(x[1], 0.1, NONE), PLANE, share);
    Tensor classes = indices(240, 150);
    add("crossEntropyOfClasses", x -> x[0].crossEntropy(classes, 0.1, MEAN), PLANE);
  }
}
