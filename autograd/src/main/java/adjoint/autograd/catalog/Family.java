package adjoint.autograd.catalog;

/** What operations have in common, for pages and lists. */
public enum Family {
  /** Functions of a single element. */
  FUNCTIONS("Functions of one element"),
  /** Nonlinearities of networks. */
  ACTIVATIONS("Activation functions"),
  /** Operations of two operands that broadcast. */
  ARITHMETIC("Arithmetic"),
  /** Summaries over dimensions, operations along one, and repetition. */
  REDUCTIONS("Reductions and scans"),
  /** Other shapes and orders of the same elements, parts, and parts put together. */
  SHAPES("Shapes"),
  /** Elements picked by index or mask, and added back. */
  INDEXING("Indexing"),
  /** Matrix products. */
  PRODUCTS("Matrix products"),
  /** Matrix functions. */
  LINEAR_ALGEBRA("Linear algebra"),
  /** Convolutions and their gradients. */
  CONVOLUTIONS("Convolution"),
  /** Normalisations. */
  NORMALISATIONS("Normalisation"),
  /** Pooling, upsampling, and their gradients. */
  POOLING("Pooling and upsampling"),
  /** Attention over channels, positions and kernels. */
  ATTENTION("Attention"),
  /** Losses. */
  LOSSES("Losses");

  private final String title;

  Family(String title) {
    this.title = title;
  }

  /** The heading on pages. */
  public String title() {
    return title;
  }
}
