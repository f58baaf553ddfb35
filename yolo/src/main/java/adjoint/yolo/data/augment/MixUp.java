package adjoint.yolo.data.augment;

import adjoint.tensor.Generator;
import adjoint.yolo.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/** Lays two pictures of equal size over each other, each about half transparent. */
public final class MixUp {
  private static final int BETA = 32;

  private MixUp() {}

  /** Blends with a share drawn from the beta distribution (32, 32); the objects of both count. */
  public static Sample of(Sample a, Sample b, Generator generator) {
    double share = share(generator);
    byte[] one = a.image().data();
    byte[] other = b.image().data();
    byte[] mixed = new byte[one.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = (byte) (int) (share * (one[i] & 0xFF) + (1 - share) * (other[i] & 0xFF));
    }
    List<LabelledBox> boxes = new ArrayList<>(a.boxes());
    boxes.addAll(b.boxes());
    return new Sample(new RgbImage(a.image().width(), a.image().height(), mixed), boxes);
  }

  /** For whole parameters, the share of one of two sums of exponential numbers in both. */
  private static double share(Generator generator) {
    double x = exponentialSum(generator);
    double y = exponentialSum(generator);
    return x / (x + y);
  }

  private static double exponentialSum(Generator generator) {
    double sum = 0;
    for (int i = 0; i < BETA; i++) {
      sum -= StrictMath.log(1 - generator.nextDouble());
    }
    return sum;
  }
}
