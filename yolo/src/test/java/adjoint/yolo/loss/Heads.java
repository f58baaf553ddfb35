package adjoint.yolo.loss;

import adjoint.nn.SiLU;
import adjoint.yolo.blocks.BlockSettings;
import adjoint.yolo.blocks.Detect;
import java.util.Collections;
import java.util.List;

/** Detection heads for tests. */
final class Heads {
  static final List<List<Double>> ANCHORS =
      List.of(
          List.of(10., 13., 16., 30., 33., 23.),
          List.of(30., 61., 62., 45., 59., 119.),
          List.of(116., 90., 156., 198., 373., 326.));

  private Heads() {}

  /** A head of the strides 8, 16 and 32 with the usual anchors. */
  static Detect of(int classes) {
    return of(classes, ANCHORS, 8, 16, 32);
  }

  static Detect of(int classes, List<List<Double>> anchors, double... strides) {
    BlockSettings settings = new BlockSettings(null, SiLU::new, false);
    Detect head = new Detect(classes, anchors, Collections.nCopies(strides.length, 4), settings);
    head.setStrides(strides);
    return head;
  }
}
