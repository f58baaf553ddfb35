package adjoint.yolo.model;

import adjoint.autograd.Autograd;
import adjoint.autograd.Variable;
import adjoint.nn.BatchNorm2d;
import adjoint.nn.Module;
import adjoint.nn.Sequential;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.backend.MemoryPool;
import adjoint.tensor.io.Json;
import adjoint.yolo.ModelFileException;
import adjoint.yolo.blocks.Conv;
import adjoint.yolo.blocks.Detect;
import adjoint.yolo.checkpoint.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A YOLOv5 detector, built from a model file.
 *
 * <p>For detection: {@link #load}, {@link #fuse}, {@link #predict}. For training: {@link #build},
 * {@link #raw} and a loss. State names are {@code model.<row>.<name within the block>}, equal to
 * the reference's.
 */
public final class DetectionModel extends Module {
  static final double NORM_EPS = 1e-3;
  private static final double NORM_MOMENTUM = 0.03;

  /** The image that finds a fresh model's strides; the reference's size. */
  private static final int LARGEST_PROBE = 256;

  private static final int SMALLEST_PROBE = 64;

  private final ModelDescription description;
  private final ModuleRegistry registry;
  private final List<Layer> layers;
  private final Detect detect;
  private final RowRun rows;
  private final PredictionMemory memory = new PredictionMemory();
  private List<String> names;

  private DetectionModel(
      ModelDescription description, ModuleRegistry registry, Generator generator, boolean fused) {
    this.description = description;
    this.registry = registry;
    layers = ModelBuilder.build(description, registry, generator, fused);
    Sequential sequence = child("model", new Sequential());
    layers.forEach(layer -> sequence.add(layer.module()));
    detect = (Detect) layers.get(layers.size() - 1).module();
    names = IntStream.range(0, detect.classes()).mapToObj(Integer::toString).toList();
    rows = new RowRun(layers);
  }

  // ---- making ---------------------------------------------------------------------------------

  /**
   * A new model with random weights, in training mode.
   *
   * @param nameOrFile as {@link ModelFiles#read} takes it
   * @param generator the source of the initial weights
   * @throws ModelFileException if there is no such model file, or it cannot be built
   */
  public static DetectionModel build(String nameOrFile, Generator generator) {
    return build(ModelFiles.read(nameOrFile), ModuleRegistry.standard(), generator);
  }

  /**
   * A new model with random weights, in training mode.
   *
   * <p>As in the reference, one pass over a black image of 256 x 256 pixels in training mode finds
   * the strides, with PyTorch's defaults still in force in the batch norms: a layer that sees only
   * zeros ends with a running variance of 0.9 and one tracked batch.
   *
   * @param registry the modules that the file may name
   * @param generator the source of the initial weights
   * @throws ModelFileException if the description cannot be built
   */
  public static DetectionModel build(
      ModelDescription description, ModuleRegistry registry, Generator generator) {
    DetectionModel model = new DetectionModel(description, registry, generator, false);
    model.detect.setStrides(model.findStrides(LARGEST_PROBE));
    model.detect.initialiseBiases();
    model.setNorms();
    return model;
  }

  /**
   * The description of the model that weights belong to, as far as they tell it; the number of
   * classes may be another.
   *
   * @throws adjoint.yolo.WeightsException if they do not
   */
  public static ModelDescription describe(Weights weights) {
    return WeightLoading.describe(weights);
  }

  /**
   * The model of a weight file, in evaluation mode, with parameters that require no gradient.
   *
   * @throws adjoint.yolo.WeightsException if the file does not say which model it holds, or holds
   *     other tensors than that model has
   */
  public static DetectionModel load(Weights weights) {
    return load(weights, null, ModuleRegistry.standard());
  }

  /**
   * The model of a weight file, as {@link #load(Weights)}.
   *
   * @param description the model that the weights belong to; null takes the file's own
   * @param registry the modules that the description may name
   */
  public static DetectionModel load(
      Weights weights, ModelDescription description, ModuleRegistry registry) {
    return WeightLoading.load(weights, description, registry);
  }

  /**
   * A model of zeros in evaluation mode, for looking at its structure: {@link #summary} prints the
   * same as for a fresh model, at a fraction of the cost of {@link #build}.
   *
   * @param registry the modules that the description may name
   * @throws ModelFileException if the description cannot be built
   */
  public static DetectionModel outline(ModelDescription description, ModuleRegistry registry) {
    DetectionModel model = new DetectionModel(description, registry, null, false);
    model.setNorms();
    model.eval();
    model.detect.setStrides(model.findStrides());
    return model;
  }

  /** A model whose weights are about to be loaded: zeros, evaluation mode, no gradients. */
  static DetectionModel empty(
      ModelDescription description, ModuleRegistry registry, boolean fused) {
    DetectionModel model = new DetectionModel(description, registry, null, fused);
    model.setNorms();
    model.eval();
    model.parameters().values().forEach(parameter -> parameter.requiresGrad(false));
    return model;
  }

  /**
   * A model with the same structure, state and names, in evaluation mode, with parameters that
   * require no gradient.
   *
   * @throws IllegalStateException if the blocks' batch norms are folded
   */
  public DetectionModel copy() {
    if (modules().stream().anyMatch(module -> module instanceof Conv conv && conv.isFused())) {
      throw new IllegalStateException("copy: the batch norms are folded; copy the model before");
    }
    DetectionModel copy = empty(description, registry, false);
    copy.detect.setStrides(strides());
    copy.loadStateDict(stateDict(), true);
    copy.setNames(names);
    return copy;
  }

  /**
   * A model with random weights in evaluation mode, into which others are about to be loaded in
   * part; it learns, unless it is fused.
   */
  public static DetectionModel initial(
      ModelDescription description, ModuleRegistry registry, Generator generator, boolean fused) {
    DetectionModel model = new DetectionModel(description, registry, generator, fused);
    model.setNorms();
    model.eval();
    model.detect.setStrides(model.findStrides());
    model.detect.initialiseBiases();
    return model;
  }

  private void setNorms() {
    for (Module module : modules()) {
      if (module instanceof BatchNorm2d norm) {
        norm.set(NORM_EPS, NORM_MOMENTUM);
      }
    }
  }

  // ---- computing ------------------------------------------------------------------------------

  /**
   * The detection head's numbers before any sigmoid, for training.
   *
   * @param images batch x channels x height x width, values 0 to 1, height and width multiples of
   *     the largest stride
   * @return per level batch x anchors x rows x columns x (5 + classes)
   */
  public List<Variable> raw(Variable images) {
    return raw(images, null);
  }

  /**
   * {@link #raw(Variable)}, watched.
   *
   * @param watcher is told every row's index and output, the head's excepted; null for none
   */
  public List<Variable> raw(Variable images, BiConsumer<Integer, Variable> watcher) {
    return detect.raw(features(images, watcher));
  }

  /**
   * Boxes and probabilities; differentiable where gradients are recorded.
   *
   * @param images as for {@link #raw}
   * @return batch x boxes x (5 + classes): centre x and y, width and height in pixels of the input,
   *     objectness, class probabilities
   */
  @Override
  public Variable forward(Variable images) {
    return forward(images, null);
  }

  /**
   * {@link #forward(Variable)}, watched.
   *
   * @param watcher is told every row's index and output, the head's excepted; null for none
   */
  public Variable forward(Variable images, BiConsumer<Integer, Variable> watcher) {
    return detect.forward(features(images, watcher));
  }

  /**
   * {@link #forward(Variable)} for inference: nothing is recorded.
   *
   * @throws IllegalStateException if the model is in training mode
   */
  public Tensor predict(Tensor images) {
    if (isTraining()) {
      throw new IllegalStateException("predict: the model is in training mode; call eval() first");
    }
    Variable variable = Variable.of(images);
    if (!PredictionMemory.suits(modules())) {
      return Autograd.noGrad(() -> forward(variable).value());
    }
    return Autograd.noGrad(() -> memory.use(pool -> predict(variable, pool)));
  }

  private Tensor predict(Variable images, MemoryPool pool) {
    requireImages(images);
    List<Variable> features =
        rows.run(images, (row, outputs) -> PredictionMemory.recycle(pool, outputs));
    Tensor result = detect.forward(features).value();
    pool.recycle(List.of(result.storage()));
    return result;
  }

  /** Runs all rows before the head and returns the head's inputs. */
  private List<Variable> features(Variable images, BiConsumer<Integer, Variable> watcher) {
    requireImages(images);
    return rows.run(
        images,
        (row, outputs) -> {
          if (watcher != null) {
            watcher.accept(row, outputs[row]);
          }
        });
  }

  private void requireImages(Variable images) {
    int largest = (int) maxStride();
    if (images.rank() != 4
        || images.size(1) != description.channels()
        || images.size(2) % largest != 0
        || images.size(3) % largest != 0
        || images.size(2) == 0
        || images.size(3) == 0) {
      throw new IllegalArgumentException(
          name()
              + " takes images of shape [batch, "
              + description.channels()
              + ", height, width] with height and width multiples of "
              + largest
              + ", got "
              + Arrays.toString(images.shape()));
    }
  }

  /**
   * The strides from as small an image as can tell them: at least two cells on every level, because
   * a layer of stride 2 leaves a single cell single.
   */
  double[] findStrides() {
    for (int side = SMALLEST_PROBE; side < LARGEST_PROBE; side *= 2) {
      try {
        double[] strides = findStrides(side);
        if (Arrays.stream(strides).max().orElseThrow() < side) {
          return strides;
        }
      } catch (ModelFileException e) {
        // Too small for this model, or the model is wrong: the largest image will tell.
      }
    }
    return findStrides(LARGEST_PROBE);
  }

  /**
   * Pixels per cell of each level, from a pass over a black square image.
   *
   * @throws ModelFileException if a row cannot compute
   */
  private double[] findStrides(int side) {
    int[] row = {-1};
    Variable image = Variable.of(Tensor.zeros(1, description.channels(), side, side));
    try {
      List<Variable> maps =
          Autograd.noGrad(() -> rows.run(image, (index, output) -> row[0] = index));
      row[0] = layers.size() - 2;
      Autograd.noGrad(() -> detect.raw(maps));
      return maps.stream().mapToDouble(map -> (double) side / map.size(2)).toArray();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw ModelBuilder.error(description, layers.get(row[0] + 1).row(), e.getMessage());
    } catch (OutOfMemoryError e) {
      throw ModelBuilder.error(
          description, layers.get(row[0] + 1).row(), "needs more memory than there is");
    }
  }

  // ---- description ----------------------------------------------------------------------------

  /**
   * Folds every block's batch norm into its convolution, for inference; see {@link Conv#fuse}.
   *
   * @return this model
   */
  public DetectionModel fuse() {
    for (Module module : modules()) {
      if (module instanceof Conv conv) {
        conv.fuse();
      }
    }
    return this;
  }

  /** The model's name, such as {@code yolov5n}. */
  public String name() {
    return description.name();
  }

  /** What the model was built from. */
  public ModelDescription description() {
    return description;
  }

  /** The modules that the description may name. */
  public ModuleRegistry registry() {
    return registry;
  }

  /** The built rows. */
  public List<Layer> layers() {
    return layers;
  }

  /** The detection head. */
  public Detect detect() {
    return detect;
  }

  /** Number of classes. */
  public int classes() {
    return detect.classes();
  }

  /** The class names in order of class number. */
  public List<String> names() {
    return names;
  }

  /**
   * Sets the class names.
   *
   * @throws IllegalArgumentException if there are not as many as classes
   */
  public void setNames(List<String> names) {
    if (names.size() != classes()) {
      throw new IllegalArgumentException(
          "there are " + names.size() + " class names for " + classes() + " classes");
    }
    this.names = List.copyOf(names);
  }

  /** Pixels per grid cell of each detection level. */
  public double[] strides() {
    return detect.strides();
  }

  /** The largest stride; heights and widths of images are multiples of it. */
  public double maxStride() {
    return Arrays.stream(detect.strides()).max().orElseThrow();
  }

  /** The rows whose outputs a later row takes other than as the row before it, ascending. */
  public List<Integer> savedRows() {
    return layers.stream()
        .flatMap(layer -> layer.row().from().stream().filter(f -> f != -1).map(layer.row()::source))
        .distinct()
        .sorted()
        .toList();
  }

  /** What a weight file says about this model besides its tensors. */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("model", name());
    metadata.put("names", Json.write(names));
    metadata.put("nc", Integer.toString(classes()));
    metadata.put(
        "stride",
        Arrays.stream(strides()).mapToObj(Double::toString).collect(Collectors.joining(",")));
    metadata.put("yaml", Json.write(description.withClasses(classes()).toMap()));
    return metadata;
  }

  /** The table of rows and the totals, for square images of {@code imageSize} pixels. */
  public ModelSummary summary(int imageSize) {
    return ModelSummary.of(this, imageSize);
  }
}
