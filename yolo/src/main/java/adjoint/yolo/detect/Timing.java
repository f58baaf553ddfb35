package adjoint.yolo.detect;

/**
 * Where the time of a detection went, in milliseconds.
 *
 * @param preprocess scaling, padding and conversion to a tensor
 * @param inference the network
 * @param nms non-maximum suppression and mapping back to the original
 */
public record Timing(double preprocess, double inference, double nms) {
  /** The sum of two timings, part by part. */
  public Timing plus(Timing other) {
    return new Timing(preprocess + other.preprocess, inference + other.inference, nms + other.nms);
  }

  /** Each part divided by {@code count}. */
  public Timing dividedBy(int count) {
    return new Timing(preprocess / count, inference / count, nms / count);
  }

  /** All parts together. */
  public double total() {
    return preprocess + inference + nms;
  }
}
