package adjoint.yolo.model;

import adjoint.autograd.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Runs the rows of a model, and forgets the output of each when no later row takes it. */
final class RowRun {
  private final List<Layer> layers;
  private final int[] lastUse;

  RowRun(List<Layer> layers) {
    this.layers = layers;
    lastUse = new int[layers.size()];
    for (Layer layer : layers) {
      for (int from : layer.row().from()) {
        int source = layer.row().source(from);
        if (source >= 0) {
          lastUse[source] = layer.row().index();
        }
      }
    }
  }

  /**
   * Runs all rows before the head and returns the head's inputs.
   *
   * @param watcher is told every row's index, and all outputs that may be needed again
   */
  List<Variable> run(Variable images, BiConsumer<Integer, Variable[]> watcher) {
    Variable[] outputs = new Variable[layers.size()];
    int head = layers.size() - 1;
    for (int i = 0; i < head; i++) {
      Layer layer = layers.get(i);
      List<Variable> inputs = inputs(layer, outputs, images);
      outputs[i] =
          layer.row().fromList()
              ? layer.module().forward(inputs)
              : layer.module().forward(inputs.get(0));
      watcher.accept(i, outputs);
      release(outputs, i);
    }
    return inputs(layers.get(head), outputs, images);
  }

  private static List<Variable> inputs(Layer layer, Variable[] outputs, Variable images) {
    List<Variable> inputs = new ArrayList<>();
    for (int from : layer.row().from()) {
      int source = layer.row().source(from);
      inputs.add(source < 0 ? images : outputs[source]);
    }
    return inputs;
  }

  private void release(Variable[] outputs, int row) {
    for (int i = 0; i <= row; i++) {
      if (lastUse[i] <= row) {
        outputs[i] = null;
      }
    }
  }
}
