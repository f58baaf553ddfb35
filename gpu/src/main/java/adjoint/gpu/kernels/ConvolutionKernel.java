package adjoint.gpu.kernels;

/** The geometry of a convolution and of its gradients. */
public abstract class ConvolutionKernel extends TiledKernel {
  /** Channels of the images. */
  public int channels;

  /** Rows of an image. */
  public int height;

  /** Columns of an image. */
  public int width;

  /** Output channels. */
  public int outputs;

  /** Rows of an output. */
  public int outputHeight;

  /** Columns of an output. */
  public int outputWidth;

  /** Rows of the kernel. */
  public int kernelHeight;

  /** Columns of the kernel. */
  public int kernelWidth;

  /** Rows between outputs. */
  public int strideY;

  /** Columns between outputs. */
  public int strideX;

  /** Rows of zeros around the image. */
  public int paddingY;

  /** Columns of zeros around the image. */
  public int paddingX;

  /** Rows between taps. */
  public int dilationY;

  /** Columns between taps. */
  public int dilationX;

  /** Independent groups of channels. */
  public int groups;

  /** Where the weights begin in the kept array; -1 if they are not kept. */
  public int keptAt = -1;

  /** 1 if there is a bias. */
  public int biased;

  /** What is applied last: {@link #NONE}, {@link #SILU} or {@link #RELU}. */
  public int activation;

  /** Number of images; for the gradient by the weights. */
  public int count;

  /** Terms of one part of a sum; a multiple of 8; for the gradient by the weights. */
  public int partTerms;
}
