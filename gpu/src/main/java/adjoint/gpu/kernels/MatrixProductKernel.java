package adjoint.gpu.kernels;

/**
 * The sizes of a stack of matrix products, {@code product[i] = activation(bias + left[i]
 * right[i])}.
 */
public abstract class MatrixProductKernel extends TiledKernel {
  /** Rows of the left matrices. */
  public int rows;

  /** Columns of the right matrices. */
  public int columns;

  /** Columns of the left matrices. */
  public int inner;

  /** Elements from one left matrix to the next; 0 where there is but one. */
  public int leftStep;

  /** Elements from one right matrix to the next; 0 where there is but one. */
  public int rightStep;

  /** 1 if the left matrices lie column by column. */
  public int leftTransposed;

  /** 1 if the right matrices lie column by column. */
  public int rightTransposed;

  /** Where the left matrices begin in the kept array; -1 if they are in the left one. */
  public int keptAt = -1;

  /** 1 if there is a bias. */
  public int biased;

  /** What is applied last: {@link #NONE}, {@link #SILU} or {@link #RELU}. */
  public int activation;
}
