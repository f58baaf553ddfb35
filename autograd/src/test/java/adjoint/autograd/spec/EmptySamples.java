package adjoint.autograd.spec;

import static adjoint.autograd.Reduction.NONE;
import static adjoint.autograd.Reduction.SUM;

import adjoint.autograd.Expression;
import adjoint.autograd.Variable;
import adjoint.autograd.catalog.Catalog;
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
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Applications to operands without elements, by the name of the operation, and the shape that must
 * come out.
 */
public final class EmptySamples {
  private static final Pool2dOptions POOL = new Pool2dOptions(3, 2, 2, 1, 1, 0);
  private static final int[] NO_IMAGES = {0, 2, 5, 4};

  private final List<Empty> all = new ArrayList<>();

  /** An application, named after the operation, and the shape of its result. */
  public record Empty(Sample sample, int... shape) {
    @Override
    public String toString() {
      return sample.name();
    }
  }

  private EmptySamples() {
    elementwise();
    reductions();
    shapes();
    indexing();
    matrices();
    images();
    losses();
  }

  /** All of them. */
  public static List<Empty> all() {
    return new EmptySamples().all;
  }

  private void add(String name, Expression expression, int[] result, Operand... operands) {
    all.add(new Empty(Sample.of(name, expression, operands), result));
  }

  private static int[] shape(int... sizes) {
    return sizes;
  }

  private static Operand real(int... shape) {
    return Operand.real(shape);
  }

  private void elementwise() {
    for (Operation operation : Catalog.all()) {
      Expression expression = operation.example().expression();
      if (operation.family() == Family.FUNCTIONS || operation.family() == Family.ACTIVATIONS) {
        add(operation.name(), expression, shape(2, 0), real(2, 0));
      } else if (operation.family() == Family.ARITHMETIC && !operation.name().equals("where")) {
        add(operation.name(), expression, shape(2, 0), real(2, 0), real(2, 0));
        add(operation.name(), expression, shape(0, 3), real(0, 3), real(3));
        add(operation.name(), expression, shape(2, 0), real(2, 1), real(0));
      }
    }
    Tensor condition = Tensor.zeros(DType.BOOL, 0, 3);
    add("where", x -> Variable.where(condition, x[0], x[1]), shape(0, 3), real(0, 3), real(3));
  }

  private void reductions() {
    int[] first = {0};
    int[] last = {1};
    add("sum", x -> x[0].sum(first, false), shape(3), real(0, 3));
    add("sum", x -> x[0].sum(last, true), shape(0, 1), real(0, 3));
    add("mean", x -> x[0].mean(last, false), shape(0), real(0, 3));
    add("max", x -> x[0].max(last, false), shape(0), real(0, 3));
    add("min", x -> x[0].min(last, false), shape(0), real(0, 3));
    add("logSumExp", x -> x[0].logSumExp(last, true), shape(0, 1), real(0, 3));
    add("prod", x -> x[0].prod(first, false), shape(3), real(0, 3));
    add("prod", x -> x[0].prod(last, false), shape(0), real(0, 3));
    add("var", x -> x[0].var(last, 0, false), shape(0), real(0, 3));
    add("norm", x -> x[0].norm(2, 0), shape(3), real(0, 3));
    add("norm", x -> x[0].norm(3, 1), shape(0), real(0, 3));
    for (int dimension : new int[] {0, 1}) {
      add("softmax", x -> x[0].softmax(dimension), shape(0, 3), real(0, 3));
      add("logSoftmax", x -> x[0].logSoftmax(dimension), shape(0, 3), real(0, 3));
      add("cumsum", x -> x[0].cumsum(dimension), shape(0, 3), real(0, 3));
    }
    add("expand", x -> x[0].expand(0, 3), shape(0, 3), real(1, 3));
    add("expand", x -> x[0].expand(2, 0, 3), shape(2, 0, 3), real(0, 3));
    add("sumTo", x -> x[0].sumTo(1, 3), shape(1, 3), real(0, 3));
  }

  private void shapes() {
    add("reshape", x -> x[0].reshape(2, 0, 5), shape(2, 0, 5), real(0, 3));
    add("flatten", x -> x[0].flatten(0, 1), shape(0), real(0, 3));
    add("unsqueeze", x -> x[0].unsqueeze(0), shape(1, 0, 3), real(0, 3));
    add("squeeze", x -> x[0].squeeze(1), shape(0), real(0, 1));
    add("transpose", x -> x[0].transpose(0, 1), shape(3, 0), real(0, 3));
    add("permute", x -> x[0].permute(1, 0), shape(3, 0), real(0, 3));
    add("flip", x -> x[0].flip(0, 1), shape(0, 3), real(0, 3));
    add("slice", x -> x[0].slice(0, 2, 2, 1), shape(0, 3), real(2, 3));
    add("narrow", x -> x[0].narrow(1, 3, 0), shape(2, 0), real(2, 3));
    add("split", x -> x[0].split(new int[] {0, 3}, 1).get(0), shape(2, 0), real(2, 3));
    add(
        "sliceEmbed",
        x -> new SliceEmbed(new int[] {2, 6}, 1, 4, 4, 1).apply(x),
        shape(2, 6),
        real(2, 0));
    add("select", x -> x[0].select(1, 2), shape(0), real(0, 3));
    add("diagonal", x -> x[0].diagonal(3, 0, 1), shape(0), real(2, 3));
    add(
        "diagonalEmbed",
        x -> new DiagonalEmbed(new int[] {2, 3}, 3, 0, 1).apply(x),
        shape(2, 3),
        real(0));
    add("pad", x -> x[0].pad(new int[] {1, 1}, 0.5), shape(2, 2), real(2, 0));
    add("concat", x -> Variable.concat(List.of(x), 0), shape(2, 3), real(0, 3), real(2, 3));
    add("stack", x -> Variable.stack(List.of(x), 1), shape(0, 2), real(0), real(0));
  }

  private void indexing() {
    Tensor none = Tensor.zeros(DType.I64, 0);
    Tensor noRows = Tensor.zeros(DType.I64, 0, 3);
    add("gather", x -> x[0].gather(0, noRows), shape(0, 3), real(2, 3));
    add("scatterAdd", x -> x[0].scatterAdd(0, noRows, x[1]), shape(2, 3), real(2, 3), real(0, 3));
    add("indexSelect", x -> x[0].indexSelect(0, none), shape(0, 3), real(2, 3));
    add("indexAdd", x -> x[0].indexAdd(0, none, x[1]), shape(2, 3), real(2, 3), real(0, 3));
    Tensor never = Tensor.of(false, false, false);
    add("maskedSelect", x -> x[0].maskedSelect(never), shape(0), real(2, 3));
    add("maskedFill", x -> x[0].maskedFill(never, 1), shape(0, 3), real(0, 3));
    add("sort", x -> x[0].sort(0, false).values(), shape(0, 3), real(0, 3));
    add("topk", x -> x[0].topk(0, 1, true).values(), shape(2, 0), real(2, 3));
  }

  private void matrices() {
    add("bmm", x -> x[0].bmm(x[1]), shape(0, 2, 4), real(0, 2, 3), real(0, 3, 4));
    add("bmm", x -> x[0].bmm(x[1]), shape(2, 2, 4), real(2, 2, 0), real(2, 0, 4));
    add("matmul", x -> x[0].matmul(x[1]), shape(0, 4), real(0, 3), real(3, 4));
    add("matmul", x -> x[0].matmul(x[1]), shape(2, 4), real(2, 0), real(0, 4));
    Expression product = x -> Variable.einsum("ij,jk->ik", x);
    add("einsum", product, shape(2, 4), real(2, 0), real(0, 4));
    add("trace", x -> x[0].trace(), shape(0), real(0, 3, 3));
    add("determinant", x -> x[0].determinant(), shape(0), real(0, 3, 3));
    add("logDeterminant", x -> x[0].logDeterminant().logarithm(), shape(0), real(0, 3, 3));
    add("inverse", x -> x[0].inverse(), shape(2, 0, 0), real(2, 0, 0));
    add("solve", x -> x[0].solve(x[1]), shape(0, 3, 2), real(0, 3, 3), real(0, 3, 2));
    Expression triangular = x -> x[0].solveTriangular(x[1], true);
    add("solveTriangular", triangular, shape(0, 3, 2), real(0, 3, 3), real(0, 3, 2));
    add("cholesky", x -> x[0].cholesky(), shape(0, 3, 3), real(0, 3, 3));
    add("symmetricEigen", x -> x[0].symmetricEigen().values(), shape(0, 3), real(0, 3, 3));
    add("symmetricEigen", x -> x[0].symmetricEigen().vectors(), shape(0, 3, 3), real(0, 3, 3));
    Expression layer = x -> x[0].layerNorm(new int[] {4}, x[1], x[2], 1e-2);
    add("layerNorm", layer, shape(0, 4), real(0, 4), real(4), real(4));
    Expression group = x -> x[0].groupNorm(2, x[1], x[2], 1e-2);
    add("groupNorm", group, shape(0, 4), real(0, 4), real(4), real(4));
  }

  private void images() {
    Conv2dOptions plain = Conv2dOptions.DEFAULT;
    Operand pictures = real(0, 4, 4, 3);
    Operand kernels = real(2, 4, 2, 2);
    Expression convolution = x -> x[0].conv2d(x[1], x[2], plain);
    add("conv2d", convolution, shape(0, 2, 3, 2), pictures, kernels, real(2));
    add(
        "conv2dInputGradient",
        x -> new Conv2dInputGradient(new int[] {0, 4, 4, 3}, plain).apply(x),
        shape(0, 4, 4, 3),
        real(0, 2, 3, 2),
        kernels);
    add(
        "conv2dWeightGradient",
        x -> new Conv2dWeightGradient(new int[] {2, 4, 2, 2}, plain).apply(x),
        shape(2, 4, 2, 2),
        real(0, 2, 3, 2),
        pictures);
    Expression transposed = x -> x[0].convTranspose2d(x[1], x[2], plain, 0, 0);
    add("convTranspose2d", transposed, shape(0, 2, 5, 4), pictures, real(4, 2, 2, 2), real(2));
    int[] pooled = {0, 2, 3, 3};
    Operand none = real(NO_IMAGES);
    add("maxPool2d", x -> x[0].maxPool2d(POOL), pooled, none);
    add("avgPool2d", x -> x[0].avgPool2d(POOL, false), pooled, none);
    add("adaptiveAvgPool2d", x -> x[0].adaptiveAvgPool2d(3, 3), pooled, none);
    add("adaptiveMaxPool2d", x -> x[0].adaptiveMaxPool2d(3, 3), pooled, none);
    add("upsampleNearest", x -> x[0].upsampleNearest(3, 3), pooled, none);
    add("upsampleBilinear", x -> x[0].upsampleBilinear(3, 3, true), pooled, none);
    gradient("avgPool2dGradient", x -> new AvgPool2dGradient(NO_IMAGES, POOL, false).apply(x));
    gradient("adaptiveAvgPool2dGradient", x -> new AdaptiveAvgPool2dGradient(NO_IMAGES).apply(x));
    gradient("upsampleNearestGradient", x -> new UpsampleNearestGradient(NO_IMAGES).apply(x));
    gradient(
        "upsampleBilinearGradient", x -> new UpsampleBilinearGradient(NO_IMAGES, false).apply(x));
  }

  private void gradient(String name, Expression expression) {
    add(name, expression, NO_IMAGES, real(0, 2, 3, 3));
  }

  private void losses() {
    Operand none = real(0, 3);
    add("squaredError", x -> x[0].mseLoss(x[1], NONE), shape(0, 3), none, none);
    add("squaredError", x -> x[0].mseLoss(x[1], SUM), shape(), none, none);
    add("smoothL1", x -> x[0].smoothL1Loss(x[1], 1, NONE), shape(0, 3), none, none);
    add(
        "binaryCrossEntropyWithLogits",
        x -> x[0].binaryCrossEntropyWithLogits(x[1], x[2], NONE),
        shape(0, 3),
        none,
        none,
        real(3));
    add("crossEntropy", x -> x[0].crossEntropy(x[1], 0, NONE), shape(0), none, none);
    Tensor classes = Tensor.zeros(DType.I64, 0);
    add("crossEntropyOfClasses", x -> x[0].crossEntropy(classes, 0.1, SUM), shape(), none);
  }
}
