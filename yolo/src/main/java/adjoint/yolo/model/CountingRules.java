package adjoint.yolo.model;

/**
 * How the multiply-adds of a layer are counted. Published figures of YOLOv5 follow one of two
 * releases of the same profiler.
 */
public enum CountingRules {
  /**
   * As YOLOv5 v6.1 prints: a convolution's bias counts, batch norm counts 2 per element, upsampling
   * by the nearest neighbour nothing.
   */
  PLAIN,
  /**
   * As YOLOv5 v7.0 prints: a convolution's bias does not count, batch norm counts 4 per element,
   * upsampling 1 per output element.
   */
  LATER
}
