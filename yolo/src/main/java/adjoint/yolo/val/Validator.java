package adjoint.yolo.val;

import adjoint.autograd.Autograd;
import adjoint.yolo.data.BatchSource;
import adjoint.yolo.model.DetectionModel;
import java.util.ArrayList;
import java.util.List;

/** Compares what a model finds in labelled pictures with the labels. */
public final class Validator {
  private final ValidationSettings settings;
  private ValidationLoss loss;
  private final List<ValidationListener> listeners = new ArrayList<>();

  /** A validator that computes no losses and tells nobody what it finds. */
  public Validator(ValidationSettings settings) {
    this.settings = settings;
  }

  /**
   * Computes losses as well.
   *
   * @return this validator
   */
  public Validator withLoss(ValidationLoss newLoss) {
    loss = newLoss;
    return this;
  }

  /**
   * Tells one more listener what is found.
   *
   * @return this validator
   */
  public Validator withListener(ValidationListener listener) {
    listeners.add(listener);
    return this;
  }

  /**
   * Validates one epoch of batches. The model computes in evaluation mode, and is in its former
   * mode afterwards.
   *
   * @param model the model
   * @param batches pictures without augmentation, in batches whose sides are multiples of the
   *     model's largest stride
   * @param names class names in order of class number
   * @throws IllegalArgumentException if there are not as many names as the model has classes (one,
   *     if all classes count as one), or a label's class is not among them
   * @throws java.io.UncheckedIOException if a picture cannot be read, or a listener cannot write
   */
  public ValidationResult run(DetectionModel model, BatchSource batches, List<String> names) {
    int expected = settings.singleClass() ? 1 : model.classes();
    if (names.size() != expected) {
      throw new IllegalArgumentException(
          model.name() + " finds " + expected + " classes, the data set has " + names.size());
    }
    boolean training = model.isTraining();
    model.eval();
    try {
      ValidationRun run = new ValidationRun(settings, model, names, loss, listeners);
      return Autograd.noGrad(() -> run.over(batches));
    } finally {
      if (training) {
        model.train();
      }
    }
  }
}
