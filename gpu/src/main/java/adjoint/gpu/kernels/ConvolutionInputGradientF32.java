package adjoint.gpu.kernels;

/**
 * A convolution's gradient by its images, in single precision, as a matrix product whose right
 * factor is read out of the outputs' gradients: rows are channels of a group, columns are image
 * pixels, and terms are (output channel, kernel row, kernel column). Tiles are those of {@link
 * MatrixProductF32}. Range: pixels / 64 and channels of a group / 64, rounded up and times 16, and
 * images times groups.
 */
public final class ConvolutionInputGradientF32 extends ConvolutionKernel {
  /** The gradients of the outputs, in row-major order of (image, output, row, column). */
  public float[] gradients = new float[1];

  /** The weights, in row-major order of (output, channel of the group, row, column). */
  public float[] weights = new float[1];

  /** The gradients of the images, in row-major order of (image, channel, row, column). */
  public float[] result = new float[1];

  @Local public final float[] tileA = new float[TILE_ELEMENTS];
  @Local public final float[] tileB = new float[TILE_ELEMENTS];

  @Override
  public void bind(Object first, Object second, Object keptFirst, Object start, Object out) {
    weights = (float[]) first;
    gradients = (float[]) second;
    result = (float[]) out;
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
    int depth = groupOutputs * taps;
    int pixels = height * width;
    int pixel = firstColumn + item % 64;
    int bottom = pixel / width + paddingY;
    int rightmost = pixel % width + paddingX;
    int firstPlane = image * outputs + group * groupOutputs;
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
    for (int first = 0; first < depth; first += 8) {
      for (int i = 0; i < 2; i++) {
        loadWeight(group * groupOutputs, groupChannels, depth, firstRow, first, item, i);
        int d = item / 64 + 4 * i;
        int term = first + d;
        float value = 0;
        if (pixel < pixels && term < depth) {
          int down = bottom - term % taps / kernelWidth * dilationY;
          int across = rightmost - term % kernelWidth * dilationX;
          if (down >= 0 && across >= 0 && down % strideY == 0 && across % strideX == 0) {
            int y = down / strideY;
            int x = across / strideX;
            if (y < outputHeight && x < outputWidth) {
              value = gradients[((firstPlane + term / taps) * outputHeight + y) * outputWidth + x];
            }
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
    int firstChannel = image * channels + group * groupChannels;
    store(firstChannel, groupChannels, firstRow + row, firstColumn + column, sum00);
    store(firstChannel, groupChannels, firstRow + row, firstColumn + column + 16, sum01);
    store(firstChannel, groupChannels, firstRow + row, firstColumn + column + 32, sum02);
    store(firstChannel, groupChannels, firstRow + row, firstColumn + column + 48, sum03);
    store(firstChannel, groupChannels, firstRow + row + 16, firstColumn + column, sum10);
    store(firstChannel, groupChannels, firstRow + row + 16, firstColumn + column + 16, sum11);
    store(firstChannel, groupChannels, firstRow + row + 16, firstColumn + column + 32, sum12);
    store(firstChannel, groupChannels, firstRow + row + 16, firstColumn + column + 48, sum13);
    store(firstChannel, groupChannels, firstRow + row + 32, firstColumn + column, sum20);
    store(firstChannel, groupChannels, firstRow + row + 32, firstColumn + column + 16, sum21);
    store(firstChannel, groupChannels, firstRow + row + 32, firstColumn + column + 32, sum22);
    store(firstChannel, groupChannels, firstRow + row + 32, firstColumn + column + 48, sum23);
    store(firstChannel, groupChannels, firstRow + row + 48, firstColumn + column, sum30);
    store(firstChannel, groupChannels, firstRow + row + 48, firstColumn + column + 16, sum31);
    store(firstChannel, groupChannels, firstRow + row + 48, firstColumn + column + 32, sum32);
    store(firstChannel, groupChannels, firstRow + row + 48, firstColumn + column + 48, sum33);
  }

  private void loadWeight(
      int firstOutput, int count, int depth, int firstRow, int first, int item, int i) {
    int r = item / 8 + 32 * i;
    int d = item % 8;
    int taps = kernelHeight * kernelWidth;
    int term = first + d;
    float value = 0;
    if (firstRow + r < count && term < depth) {
      value = weights[((firstOutput + term / taps) * count + firstRow + r) * taps + term % taps];
    }
    tileA[d * 64 + r] = value;
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

  private void store(int firstChannel, int groupChannels, int r, int p, float sum) {
    int pixels = height * width;
    if (r < groupChannels && p < pixels) {
      result[(firstChannel + r) * pixels + p] = sum;
    }
  }
}
