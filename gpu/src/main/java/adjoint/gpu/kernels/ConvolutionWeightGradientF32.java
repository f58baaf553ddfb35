package adjoint.gpu.kernels;

/**
 * A convolution's gradient by its weights, in single precision, as a matrix product whose factors
 * are read out of gradients and images: rows are output channels of a group, columns are its
 * weights for one output, and terms are the pixels of all images. There are many terms and few
 * elements, so the sum is cut into parts that are added up elsewhere, in a fixed order. Tiles are
 * those of {@link MatrixProductF32}. Range: weights / 64 and outputs of a group / 64, rounded up
 * and times 16, and parts times groups.
 */
public final class ConvolutionWeightGradientF32 extends ConvolutionKernel {
  /** The images, in row-major order of (image, channel, row, column). */
  public float[] images = new float[1];

  /** The gradients of the outputs, in row-major order of (image, output, row, column). */
  public float[] gradients = new float[1];

  /** Partial sums, in row-major order of (part, output, channel of the group, row, column). */
  public float[] result = new float[1];

  @Local public final float[] tileA = new float[TILE_ELEMENTS];
  @Local public final float[] tileB = new float[TILE_ELEMENTS];

  @Override
  public void bind(Object first, Object second, Object keptFirst, Object start, Object out) {
    gradients = (float[]) first;
    images = (float[]) second;
    result = (float[]) out;
  }

  @Override
  public void run() {
    int column = getLocalId(0);
    int row = getLocalId(1);
    int item = row * 16 + column;
    int firstColumn = getGroupId(0) * 64;
    int firstRow = getGroupId(1) * 64;
    int part = getGlobalId(2) / groups;
    int group = getGlobalId(2) % groups;
    int groupOutputs = outputs / groups;
    int groupChannels = channels / groups;
    int taps = kernelHeight * kernelWidth;
    int pixels = outputHeight * outputWidth;
    int end = min((part + 1) * partTerms, count * pixels);
    float sum00 = 0;
    float sum01 = 0;
    float sum02 = 0;
    float sum03 = 0;
    float sum10 = 0;
    float sum11 = 0;
    float sum12 = 0;
    float sum13 = 0;
    float sum20 = 0;
    float sum21 = 0;
    float sum22 = 0;
    float sum23 = 0;
    float sum30 = 0;
    float sum31 = 0;
    float sum32 = 0;
    float sum33 = 0;
    for (int first = part * partTerms; first < end; first += 8) {
      for (int i = 0; i < 2; i++) {
        loadGradient(group * groupOutputs, groupOutputs, firstRow, first, end, item, i);
        loadImage(group * groupChannels, groupChannels * taps, firstColumn, first, end, item, i);
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
    int firstOutput = part * outputs + group * groupOutputs;
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

  private void loadGradient(
      int firstOutput, int groupOutputs, int firstRow, int first, int end, int item, int i) {
    int r = item / 8 + 32 * i;
    int d = item % 8;
    int pixels = outputHeight * outputWidth;
    int term = first + d;
    float value = 0;
    if (firstRow + r < groupOutputs && term < end) {
      int plane = term / pixels * outputs + firstOutput + firstRow + r;
      value = gradients[plane * pixels + term % pixels];
    }
    tileA[d * 64 + r] = value;
  }

  private void loadImage(
      int firstChannel, int groupTerms, int firstColumn, int first, int end, int item, int i) {
    int c = item / 8 + 32 * i;
    int d = item % 8;
    int taps = kernelHeight * kernelWidth;
    int pixels = outputHeight * outputWidth;
    int term = first + d;
    int weight = firstColumn + c;
    float value = 0;
    if (weight < groupTerms && term < end) {
      int pixel = term % pixels;
      int y = pixel / outputWidth * strideY - paddingY + weight % taps / kernelWidth * dilationY;
      int x = pixel % outputWidth * strideX - paddingX + weight % kernelWidth * dilationX;
      if (y >= 0 && y < height && x >= 0 && x < width) {
        int plane = term / pixels * channels + firstChannel + weight / taps;
        value = images[(plane * height + y) * width + x];
      }
    }
    tileB[d * 64 + c] = value;
  }

  /** The eight products of the tiles at hand for one row and one column. */
  private float terms(int r, int c) {
    return tileA[r] * tileB[c]
        + tileA[r + 64] * tileB[c + 64]
        + tileA[r + 128] * tileB[c + 128]
        + tileA[r + 192] * tileB[c + 192]
        + tileA[r + 256] * tileB[c + 256]
        + tileA[r + 320] * tileB[c + 320]
        + tileA[r + 384] * tileB[c + 384]
        + tileA[r + 448] * tileB[c + 448];
  }

  private void store(int firstOutput, int groupOutputs, int r, int c, float sum) {
    int groupTerms = channels / groups * kernelHeight * kernelWidth;
    if (r < groupOutputs && c < groupTerms) {
      result[(firstOutput + r) * groupTerms + c] = sum;
    }
  }
}
