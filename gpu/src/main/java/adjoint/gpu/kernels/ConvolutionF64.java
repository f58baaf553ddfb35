package adjoint.gpu.kernels;

/**
 * Convolution in double precision, followed by the activation, as a matrix product whose right
 * factor is read out of the images: rows are output channels of a group, columns are output pixels,
 * and terms are (channel, kernel row, kernel column). Tiles are those of {@link MatrixProductF64}.
 * Range: pixels / 64 and outputs of a group / 64, rounded up and times 16, and images times groups.
 */
public final class ConvolutionF64 extends ConvolutionKernel {
  /** The images, in row-major order of (image, channel, row, column). */
  public double[] images = new double[1];

  /** The weights, in row-major order of (output, channel of the group, row, column). */
  public double[] weights = new double[1];

  /** Weights that stay on the device. */
  public double[] kept = new double[1];

  /** What each output channel starts with, if {@link #biased}. */
  public double[] bias = new double[1];

  /** The outputs, in row-major order of (image, output, row, column). */
  public double[] result = new double[1];

  @Local public final double[] tileA = new double[TILE_ELEMENTS];
  @Local public final double[] tileB = new double[TILE_ELEMENTS];

  @Override
  public void bind(Object first, Object second, Object keptFirst, Object start, Object out) {
    weights = (double[]) first;
    images = (double[]) second;
    kept = (double[]) keptFirst;
    bias = (double[]) start;
    result = (double[]) out;
  }

  @Override
  public void run() {
    int column = getLocalId(0);
    int row = getLocalId(1);
    int item = row * 16 + column;
    int firstColumn = getGroupId(0) * 64;
    int firstRow = getGroupId(1) * 64;
    int image = getGlobalId(2) / groups;
    int group = getGlobalId(2) % groups;
    int groupOutputs = outputs / groups;
    int groupChannels = channels / groups;
    int taps = kernelHeight * kernelWidth;
    int depth = groupChannels * taps;
    int pixels = outputHeight * outputWidth;
    int pixel = firstColumn + item % 64;
    int top = pixel / outputWidth * strideY - paddingY;
    int leftmost = pixel % outputWidth * strideX - paddingX;
    int firstPlane = image * channels + group * groupChannels;
    double sum00 = 0;
    double sum01 = 0;
    double sum02 = 0;
    double sum03 = 0;
    double sum10 = 0;
    double sum11 = 0;
    double sum12 = 0;
    double sum13 = 0;
    double sum20 = 0;
    double sum21 = 0;
    double sum22 = 0;
    double sum23 = 0;
    double sum30 = 0;
    double sum31 = 0;
    double sum32 = 0;
    double sum33 = 0;
    for (int first = 0; first < depth; first += 8) {
      for (int i = 0; i < 2; i++) {
        loadWeight(group * groupOutputs, groupOutputs, depth, firstRow, first, item, i);
        int d = item / 64 + 4 * i;
        int term = first + d;
        double value = 0;
        if (pixel < pixels && term < depth) {
          int y = top + term % taps / kernelWidth * dilationY;
          int x = leftmost + term % kernelWidth * dilationX;
          if (y >= 0 && y < height && x >= 0 && x < width) {
            value = images[((firstPlane + term / taps) * height + y) * width + x];
          }
        }
        tileB[d * 64 + item % 64] = value;
      }
      localBarrier();
      sum00 += terms(row, column);
      sum01 += terms(row, column + 16);
      sum02 += terms(row, column + 32);
      sum03 += terms(row, column + 48);
      sum10 += terms(row + 16, column);
      sum11 += terms(row + 16, column + 16);
      sum12 += terms(row + 16, column + 32);
      sum13 += terms(row + 16, column + 48);
      sum20 += terms(row + 32, column);
      sum21 += terms(row + 32, column + 16);
      sum22 += terms(row + 32, column + 32);
      sum23 += terms(row + 32, column + 48);
      sum30 += terms(row + 48, column);
      sum31 += terms(row + 48, column + 16);
      sum32 += terms(row + 48, column + 32);
      sum33 += terms(row + 48, column + 48);
      localBarrier();
    }
    int firstOutput = image * outputs + group * groupOutputs;
    store(firstOutput, groupOutputs, firstRow + row, firstColumn + column, sum00);
    store(firstOutput, groupOutputs, firstRow + row, firstColumn + column + 16, sum01);
    store(firstOutput, groupOutputs, firstRow + row, firstColumn + column + 32, sum02);
    store(firstOutput, groupOutputs, firstRow + row, firstColumn + column + 48, sum03);
    store(firstOutput, groupOutputs, firstRow + row + 16, firstColumn + column, sum10);
    store(firstOutput, groupOutputs, firstRow + row + 16, firstColumn + column + 16, sum11);
    store(firstOutput, groupOutputs, firstRow + row + 16, firstColumn + column + 32, sum12);
    store(firstOutput, groupOutputs, firstRow + row + 16, firstColumn + column + 48, sum13);
    store(firstOutput, groupOutputs, firstRow + row + 32, firstColumn + column, sum20);
    store(firstOutput, groupOutputs, firstRow + row + 32, firstColumn + column + 16, sum21);
    store(firstOutput, groupOutputs, firstRow + row + 32, firstColumn + column + 32, sum22);
    store(firstOutput, groupOutputs, firstRow + row + 32, firstColumn + column + 48, sum23);
    store(firstOutput, groupOutputs, firstRow + row + 48, firstColumn + column, sum30);
    store(firstOutput, groupOutputs, firstRow + row + 48, firstColumn + column + 16, sum31);
    store(firstOutput, groupOutputs, firstRow + row + 48, firstColumn + column + 32, sum32);
    store(firstOutput, groupOutputs, firstRow + row + 48, firstColumn + column + 48, sum33);
  }

  private void loadWeight(
      int firstOutput, int count, int depth, int firstRow, int first, int item, int i) {
    int r = item / 8 + 32 * i;
    int d = item % 8;
    double value = 0;
    if (firstRow + r < count && first + d < depth) {
      int index = (firstOutput + firstRow + r) * depth + first + d;
      if (keptAt < 0) {
        value = weights[index];
      } else {
        value = kept[keptAt + index];
      }
    }
    tileA[d * 64 + r] = value;
  }

  /** The eight products of the tiles at hand for one row and one column. */
  private double terms(int r, int c) {
    return tileA[r] * tileB[c]
        + tileA[r + 64] * tileB[c + 64]
        + tileA[r + 128] * tileB[c + 128]
        + tileA[r + 192] * tileB[c + 192]
        + tileA[r + 256] * tileB[c + 256]
        + tileA[r + 320] * tileB[c + 320]
        + tileA[r + 384] * tileB[c + 384]
        + tileA[r + 448] * tileB[c + 448];
  }

  private void store(int firstOutput, int groupOutputs, int r, int p, double sum) {
    int pixels = outputHeight * outputWidth;
    if (r < groupOutputs && p < pixels) {
      double value = sum;
      if (biased == 1) {
        value += bias[firstOutput % outputs + r];
      }
      result[(firstOutput + r) * pixels + p] = activate(value);
    }
  }

  private double activate(double value) {
    double activated = value;
    if (activation == SILU) {
      activated = value / (1 + exp(-value));
    }
    if (activation == RELU && value < 0) {
      activated = 0;
    }
    return activated;
  }
}
