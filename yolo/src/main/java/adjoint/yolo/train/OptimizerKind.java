package adjoint.yolo.train;

import adjoint.nn.optim.Adam;
import adjoint.nn.optim.Optimizer;
import adjoint.nn.optim.ParameterGroup;
import adjoint.nn.optim.SGD;
import java.util.List;

/** The optimisers that a detector can be trained with. */
public enum OptimizerKind {
  /** Stochastic gradient descent with Nesterov momentum. */
  SGD,
  /** Adam; the weight decay is part of the gradient. */
  ADAM,
  /** Adam with decoupled weight decay. */
  ADAMW;

  /** An optimiser of this kind. */
  Optimizer create(List<ParameterGroup> groups) {
    return switch (this) {
      case SGD -> new SGD(groups, true);
      case ADAM -> Adam.coupled(groups);
      case ADAMW -> Adam.decoupled(groups);
    };
  }
}
