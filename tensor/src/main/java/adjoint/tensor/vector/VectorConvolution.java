package adjoint.tensor.vector;

import adjoint.tensor.Activation;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Layout;
import adjoint.tensor.Tensor;

/** The forward convolution of {@link VectorBackend}. */
final class VectorConvolution {
  private VectorConvolution() {}

  /** See {@link adjoint.tensor.backend.Backend#conv2d}; F32 only. */
  static void forward(
      TileKernel kernel,
      WeightCache cache,
      Tensor x,
      Tensor weight,
      Tensor bias,
      Conv2dOptions options,
      Activation activation,
      Tensor out) {
    if (out.elementCount() == 0) {
      return;
    }
    int groups = options.groups();
    int outputs = out.size(1) / groups;
    Layout w = weight.layout();
    Layout grouped =
        Layout.of(
            new int[] {groups, outputs, w.size(1), w.size(2), w.size(3)},
            new int[] {outputs * w.stride(0), w.stride(0), w.stride(1), w.stride(2), w.stride(3)},
            w.offset());
    PackedWeights packed = cache.get(kernel, weight.storage(), grouped);
    float[] start = packed.startValues(bias);
    Planes source = Planes.of(x);
    Planes target = Planes.of(out);
    if (isPixelwise(x, weight, options)) {
      new MatrixMultiplication(
              kernel,
              x.size(0),
              groups,
              outputs,
              weight.size(1),
              x.size(2) * x.size(3),
              source,
              packed,
              start,
              activation,
              target,
              weight.size(1) * source.channel(),
              outputs * target.channel())
          .run();
    } else {
      ShiftGeometry geometry = geometry(x, weight, options, out);
      new ShiftConvolution(
              kernel,
              geometry,
              groups,
              weight.size(1),
              outputs,
              source,
              new ShiftConvolution.Phase[] {ShiftConvolution.Phase.whole(packed, geometry)},
              start,
              activation,
              new ShiftConvolution.Target(target, out.size(2), out.size(3), 1, 1))
          .run();
    }
  }

  private static ShiftGeometry geometry(
      Tensor x, Tensor weight, Conv2dOptions options, Tensor out) {
    Axis rows =
        Axis.forward(
            x.size(2),
            out.size(2),
            weight.size(2),
            options.strideY(),
            options.paddingY(),
            options.dilationY());
    Axis columns =
        Axis.forward(
            x.size(3),
            out.size(3),
            weight.size(3),
            options.strideX(),
            options.paddingX(),
            options.dilationX());
    return new ShiftGeometry(x.size(0), rows, columns);
  }

  /** Whether the kernel is a single pixel and a plane of {@code x} can be taken for one row. */
  static boolean isPixelwise(Tensor x, Tensor weight, Conv2dOptions options) {
    Layout layout = x.layout();
    return weight.size(2) == 1
        && weight.size(3) == 1
        && options.strideY() == 1
        && options.strideX() == 1
        && options.paddingY() == 0
        && options.paddingX() == 0
        && (layout.size(2) == 1 || layout.stride(2) == layout.size(3) * layout.stride(3));
  }
}
