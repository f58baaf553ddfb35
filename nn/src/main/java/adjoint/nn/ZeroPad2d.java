package adjoint.nn;

import adjoint.autograd.Variable;

/** Surrounds images with zeros; negative amounts cut. */
public final class ZeroPad2d extends Module {
  private final int left;
  private final int right;
  private final int top;
  private final int bottom;

  /** The same number of zeros on every side. */
  public ZeroPad2d(int all) {
    this(all, all, all, all);
  }

  /** Numbers of columns and rows in PyTorch's order. */
  public ZeroPad2d(int left, int right, int top, int bottom) {
    this.left = left;
    this.right = right;
    this.top = top;
    this.bottom = bottom;
  }

  /** Left, right, top, bottom. */
  public int[] amounts() {
    return new int[] {left, right, top, bottom};
  }

  @Override
  public Variable forward(Variable x) {
    return x.pad(new int[] {left, right, top, bottom}, 0);
  }

  @Override
  protected String settings() {
    return "(" + left + ", " + right + ", " + top + ", " + bottom + ")";
  }
}
