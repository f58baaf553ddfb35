package adjoint.yolo.data;

/** Makes batches of labelled pictures. */
public final class Loaders {
  private Loaders() {}

  /** Shuffled, augmented batches. */
  public static BatchSource training(LabelledImages images, TrainingOptions options) {
    throw new UnsupportedOperationException("being built");
  }

  /** Batches of padded pictures, without augmentation; every epoch is the same. */
  public static BatchSource validation(LabelledImages images, ValidationOptions options) {
    throw new UnsupportedOperationException("being built");
  }
}
