package adjoint.yolo.blocks;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.nn.Conv2d;
import adjoint.nn.Module;
import adjoint.nn.ModuleList;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.DType;
import adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The detection head: a 1 x 1 convolution per level, and the decoding of its output into boxes.
 *
 * <p>For each anchor of each grid cell there are {@code no = 5 + classes} numbers: centre x, centre
 * y, width, height, objectness and one score per class. State: the buffer {@code anchors} (levels x
 * anchors x 2: width, height in grid cells) and the convolutions {@code m.0, m.1, ...}.
 */
public final class Detect extends Module {
  private final int classes;
  private final int outputs;
  private final int anchorsPerLevel;
  private final List<Conv2d> convolutions = new ArrayList<>();
  private double[] strides;

  /**
   * Creates the head; {@link #setStrides} completes it.
   *
   * @param classes number of classes, at least 1
   * @param anchors per level {@code width, height, width, height, ...} in pixels
   * @param channels input channels of each level
   */
  public Detect(
      int classes, List<List<Double>> anchors, List<Integer> channels, BlockSettings settings) {
    if (classes < 1 || anchors.isEmpty() || anchors.size() != channels.size()) {
      throw new IllegalArgumentException(
          "detect: needs at least 1 class and anchors for each level, got "
              + classes
              + " classes, anchors for "
              + anchors.size()
              + " levels and "
              + channels.size()
              + " inputs");
    }
    this.classes = classes;
    outputs = classes + 5;
    anchorsPerLevel = anchors.get(0).size() / 2;
    double[] sizes = anchors.stream().flatMap(List::stream).mapToDouble(v -> v).toArray();
    buffer("anchors", Tensor.of(sizes, anchors.size(), anchorsPerLevel, 2).to(DType.F32));
    for (int width : channels) {
      convolutions.add(
          new Conv2d(
              width, outputs * anchorsPerLevel, 1, Conv2dOptions.DEFAULT, settings.generator()));
    }
    child("m", new ModuleList(convolutions));
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** Number of levels. */
  public int levels() {
    return convolutions.size();
  }

  /** Number of anchors of each level. */
  public int anchorsPerLevel() {
    return anchorsPerLevel;
  }

  /** The anchors in grid cells, levels x anchors x 2; the module's own, not a copy. */
  public Tensor anchors() {
    return getBuffer("anchors");
  }

  /** Pixels per grid cell of each level. */
  public double[] strides() {
    return strides.clone();
  }

  /**
   * Tells the strides: turns the anchors from pixels to grid cells, and reverses the order of their
   * levels if it runs against that of the strides.
   *
   * @throws IllegalStateException if the strides are known already
   */
  public void setStrides(double[] strides) {
    if (this.strides != null) {
      throw new IllegalStateException("detect: the strides are set already");
    }
    this.strides = strides.clone();
    setAnchors(anchors());
  }

  /**
   * Sets the anchors, in pixels: they are turned to grid cells, and the order of their levels is
   * reversed if it runs against that of the strides.
   *
   * @param pixels levels x anchors x 2: width, height
   */
  public void setAnchors(Tensor pixels) {
    int levels = levels();
    int last = anchorsPerLevel - 1;
    Tensor cells = pixels.to(DType.F32).div(Tensor.of(strides).to(DType.F32).reshape(-1, 1, 1));
    double first = cells.get(0, 0, 0) * cells.get(0, 0, 1);
    double largest = cells.get(levels - 1, last, 0) * cells.get(levels - 1, last, 1);
    double byArea = Math.signum(largest - first);
    double byStride = Math.signum(strides[levels - 1] - strides[0]);
    anchors().assign(byArea == byStride ? cells : cells.flip(0).copy());
  }

  /**
   * Adds to the random biases what lets training start well: an expected 8 objects per image of 640
   * pixels, and equally likely classes. Objectness gets {@code ln(8 / (640 / stride)^2)}, each
   * class {@code ln(0.6 / (classes - 0.999999))}.
   */
  public void initialiseBiases() {
    for (int level = 0; level < levels(); level++) {
      Tensor bias = convolutions.get(level).bias().value().view(anchorsPerLevel, outputs);
      double cells = 640 / strides[level];
      shift(bias.narrow(1, 4, 1), Math.log(8 / (cells * cells)));
      shift(bias.narrow(1, 5, classes), Math.log(0.6 / (classes - 0.999999)));
    }
  }

  private static void shift(Tensor view, double amount) {
    view.assign(view.add(amount));
  }

  /**
   * The head's numbers as they are, before any sigmoid.
   *
   * @param inputs the feature map of each level
   * @return per level batch x anchors x rows x columns x (5 + classes)
   */
  public List<Variable> raw(List<Variable> inputs) {
    List<Variable> levels = new ArrayList<>();
    for (int level = 0; level < levels(); level++) {
      Variable y = convolutions.get(level).forward(inputs.get(level));
      int[] shape = {y.size(0), anchorsPerLevel, outputs, y.size(2), y.size(3)};
      levels.add(y.reshape(shape).permute(0, 1, 3, 4, 2));
    }
    return levels;
  }

  /**
   * Boxes and probabilities. With {@code s = sigmoid(raw)}, a cell's column and row (gx, gy) and
   * the anchor's size (aw, ah) in pixels: {@code x = (2 s0 - 0.5 + gx) stride}, {@code y = (2 s1 -
   * 0.5 + gy) stride}, {@code w = (2 s2)^2 aw}, {@code h = (2 s3)^2 ah}, objectness {@code s4},
   * classes {@code s5, ...}.
   *
   * @param inputs the feature map of each level
   * @return batch x all cells x (5 + classes), levels one after another, in each level anchors
   *     first, then rows, then columns; boxes as centre, width and height in pixels
   */
  @Override
  public Variable forward(List<Variable> inputs) {
    if (!Autograd.isRecording() && inputs.get(0).dtype() == DType.F32) {
      List<Tensor> maps = new ArrayList<>();
      for (int level = 0; level < levels(); level++) {
        maps.add(convolutions.get(level).forward(inputs.get(level)).value());
      }
      return Variable.of(new BoxDecoder(anchorsPerLevel, outputs, strides, anchors()).decode(maps));
    }
    return decode(raw(inputs));
  }

  /** What {@link #forward} computes, from the levels that {@link #raw} gives; differentiable. */
  public Variable decode(List<Variable> levels) {
    List<Variable> decoded = new ArrayList<>();
    for (int level = 0; level < levels.size(); level++) {
      Variable t = levels.get(level);
      Variable s = t.sigmoid();
      double stride = strides[level];
      Tensor anchors = anchors().select(0, level).to(t.dtype()).mul(stride);
      Variable size = Variable.of(anchors.reshape(1, anchorsPerLevel, 1, 1, 2));
      Variable grid = Variable.of(grid(t.dtype(), t.size(2), t.size(3)));
      Variable xy = s.narrow(4, 0, 2).mul(2).add(grid).mul(stride);
      Variable wh = s.narrow(4, 2, 2).mul(2).square().mul(size);
      Variable all = Variable.concat(List.of(xy, wh, s.narrow(4, 4, outputs - 4)), 4);
      decoded.add(all.reshape(t.size(0), anchorsPerLevel * t.size(2) * t.size(3), outputs));
    }
    return Variable.concat(decoded, 1);
  }

  /** 1 x 1 x rows x columns x 2: each cell's column and row, minus a half. */
  private static Tensor grid(DType dtype, int height, int width) {
    Tensor x =
        Tensor.arange(dtype, 0, width, 1).reshape(1, 1, 1, width).expand(1, 1, height, width);
    Tensor y =
        Tensor.arange(dtype, 0, height, 1).reshape(1, 1, height, 1).expand(1, 1, height, width);
    return Tensor.stack(List.of(x, y), 4).sub(0.5);
  }

  @Override
  protected String settings() {
    return "classes=" + classes + ", strides=" + Arrays.toString(strides);
  }
}
