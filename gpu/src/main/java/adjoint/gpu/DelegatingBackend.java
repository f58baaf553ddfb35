package adjoint.gpu;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Pool2dOptions;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backend;
import adjoint.tensor.backend.BinaryOp;
import adjoint.tensor.backend.CompareOp;
import adjoint.tensor.backend.ReduceOp;
import adjoint.tensor.backend.UnaryOp;

/** A backend that has another one do everything. */
abstract class DelegatingBackend implements Backend {
  private final Backend cpu;

  DelegatingBackend(Backend cpu) {
    this.cpu = cpu;
  }

  /** The other one. */
  final Backend cpu() {
    return cpu;
  }

  @Override
  public void unary(UnaryOp op, Tensor x, Tensor out) {
    cpu.unary(op, x, out);
  }

  @Override
  public void binary(BinaryOp op, Tensor a, Tensor b, Tensor out) {
    cpu.binary(op, a, b, out);
  }

  @Override
  public void compare(CompareOp op, Tensor a, Tensor b, Tensor out) {
    cpu.compare(op, a, b, out);
  }

  @Override
  public void where(Tensor condition, Tensor a, Tensor b, Tensor out) {
    cpu.where(condition, a, b, out);
  }

  @Override
  public void copy(Tensor x, Tensor out) {
    cpu.copy(x, out);
  }

  @Override
  public void addScaled(Tensor x, double scale, Tensor out) {
    cpu.addScaled(x, scale, out);
  }

  @Override
  public void reduce(ReduceOp op, Tensor x, int[] dimensions, Tensor out) {
    cpu.reduce(op, x, dimensions, out);
  }

  @Override
  public void argReduce(boolean largest, Tensor x, int dimension, Tensor out) {
    cpu.argReduce(largest, x, dimension, out);
  }

  @Override
  public void cumulativeSum(Tensor x, int dimension, Tensor out) {
    cpu.cumulativeSum(x, dimension, out);
  }

  @Override
  public void matmul(Tensor a, Tensor b, Tensor out) {
    cpu.matmul(a, b, out);
  }

  @Override
  public void conv2d(
      Tensor x,
      Tensor weight,
      Tensor bias,
      Conv2dOptions options,
      Activation activation,
      Tensor out) {
    cpu.conv2d(x, weight, bias, options, activation, out);
  }

  @Override
  public void conv2dInputGradient(
      Tensor gradient, Tensor weight, Conv2dOptions options, Tensor out) {
    cpu.conv2dInputGradient(gradient, weight, options, out);
  }

  @Override
  public void conv2dWeightGradient(Tensor gradient, Tensor x, Conv2dOptions options, Tensor out) {
    cpu.conv2dWeightGradient(gradient, x, options, out);
  }

  @Override
  public void maxPool2d(Tensor x, Pool2dOptions options, Tensor out, Tensor indices) {
    cpu.maxPool2d(x, options, out, indices);
  }

  @Override
  public void avgPool2d(Tensor x, Pool2dOptions options, boolean countPadding, Tensor out) {
    cpu.avgPool2d(x, options, countPadding, out);
  }

  @Override
  public void avgPool2dGradient(
      Tensor gradient, Pool2dOptions options, boolean countPadding, Tensor out) {
    cpu.avgPool2dGradient(gradient, options, countPadding, out);
  }

  @Override
  public void upsampleNearest(Tensor x, Tensor out) {
    cpu.upsampleNearest(x, out);
  }

  @Override
  public void siluGradient(Tensor x, Tensor gradient, Tensor out) {
    cpu.siluGradient(x, gradient, out);
  }

  @Override
  public void channelMoments(Tensor x, Tensor mean, Tensor variance) {
    cpu.channelMoments(x, mean, variance);
  }

  @Override
  public void channelNorm(
      Tensor x, Tensor mean, Tensor scale, Tensor shift, Activation activation, Tensor out) {
    cpu.channelNorm(x, mean, scale, shift, activation, out);
  }

  @Override
  public void channelNormGradient(
      Tensor gradient,
      Tensor x,
      Tensor mean,
      Tensor root,
      Tensor weight,
      Tensor shift,
      Activation activation,
      Tensor gx,
      Tensor gw,
      Tensor gb) {
    cpu.channelNormGradient(gradient, x, mean, root, weight, shift, activation, gx, gw, gb);
  }
}
