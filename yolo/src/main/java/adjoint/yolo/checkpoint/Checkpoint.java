package adjoint.yolo.checkpoint;

import adjoint.tensor.Tensor;
import adjoint.tensor.io.FormatException;
import adjoint.tensor.io.ZipArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a PyTorch checkpoint: a zip archive with a pickle, {@code data.pkl}, and one entry per
 * storage.
 *
 * <p>The pickle holds a whole YOLOv5 model, alone or in a training dictionary under {@code ema} or
 * {@code model}; or a state dict, alone or under {@code state_dict} or one of those keys.
 */
final class Checkpoint {
  private static final int MAX_PICKLE = 32 << 20;

  /** Where models and state dicts are found, in the order of preference. */
  private static final List<String> MODEL_KEYS =
      List.of("ema", "model", "state_dict", "model_state_dict");

  private static final Set<String> NO_INFO = Set.of("ema", "model", "state_dict", "optimizer");

  private final ZipArchive archive;
  private final Path file;
  private final ZipArchive.Entry pickle;
  private final TensorLoader loader;

  private Checkpoint(ZipArchive archive) throws FormatException {
    this.archive = archive;
    this.file = archive.file();
    this.pickle = findPickle();
    String name = pickle.name();
    this.loader = new TensorLoader(archive, name.substring(0, name.length() - 8));
  }

  static Weights read(Path file, Set<String> allowed) throws IOException {
    return new Checkpoint(ZipArchive.open(file)).read(allowed);
  }

  private ZipArchive.Entry findPickle() throws FormatException {
    ZipArchive.Entry found = null;
    for (ZipArchive.Entry entry : archive.entries().values()) {
      String name = entry.name();
      if (name.endsWith("/constants.pkl") || name.contains("/code/")) {
        throw error(
            "is a TorchScript archive, which holds a compiled program; use the checkpoint that it"
                + " was exported from");
      }
      if (name.endsWith("/data.pkl") && name.indexOf('/') == name.length() - 9) {
        if (found != null) {
          throw error("has two pickles, " + found.name() + " and " + name);
        }
        found = entry;
      }
    }
    if (found == null) {
      throw error("is a zip archive without a data.pkl, so no PyTorch checkpoint");
    }
    return found;
  }

  private Weights read(Set<String> allowed) throws FormatException {
    byte[] program = archive.read(pickle, MAX_PICKLE);
    // A stored pickle lies in the file as it is, so its positions are the file's.
    long base = pickle.deflated() ? 0 : pickle.dataPosition();
    Object root = PickleMachine.read(program, file, base, allowed);
    if (root instanceof Pickled.Instance model) {
      return wholeModel(model, Map.of());
    }
    if (!(root instanceof Map<?, ?> dictionary)) {
      throw error("holds neither a model nor a dictionary");
    }
    for (String key : MODEL_KEYS) {
      Object value = dictionary.get(key);
      if (value instanceof Pickled.Instance model) {
        return wholeModel(model, dictionary);
      }
      if (value instanceof Map<?, ?> state) {
        return stateDict(state, dictionary);
      }
    }
    return stateDict(dictionary, Map.of());
  }

  private Weights wholeModel(Pickled.Instance model, Map<?, ?> training) throws FormatException {
    Pickled.Global type = model.type();
    boolean detector =
        type.module().equals("models.yolo")
            && (type.name().equals("Model") || type.name().equals("DetectionModel"));
    if (!detector) {
      throw error(
          "holds a "
              + type
              + ", not a detector; models.yolo.Model and models.yolo.DetectionModel can be read");
    }
    Map<String, Tensor> state = load(StateCollector.collect(model, file));
    ModelFacts facts = new ModelFacts(model, loader, file);
    Map<String, Object> info = info(training);
    info.put("class", type.toString());
    PlainValues.of(model.get("hyp")).ifPresent(hyp -> info.put("hyp", hyp));
    return new Weights(
        file,
        state,
        facts.names(),
        facts.classes(),
        facts.modelName(),
        facts.yaml(),
        facts.strides(),
        Weights.findAnchors(state),
        Weights.isFused(state),
        info);
  }

  private Weights stateDict(Map<?, ?> dictionary, Map<?, ?> training) throws FormatException {
    Map<String, Pickled.TensorRef> references = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
      if (entry.getKey() instanceof String name
          && entry.getValue() instanceof Pickled.TensorRef tensor) {
        references.put(name, tensor);
      }
    }
    if (references.isEmpty()) {
      throw error(
          "holds no model: a dictionary with the keys "
              + keys(dictionary)
              + ", where one of "
              + MODEL_KEYS
              + " or tensors by name are needed");
    }
    Map<String, Tensor> state = load(withoutWrapper(references));
    return new Weights(
        file,
        state,
        null,
        null,
        null,
        null,
        null,
        Weights.findAnchors(state),
        Weights.isFused(state),
        info(training));
  }

  /** Training on several devices wraps a model, which puts {@code module.} before every name. */
  private static Map<String, Pickled.TensorRef> withoutWrapper(
      Map<String, Pickled.TensorRef> state) {
    String wrapper = "module.";
    if (!state.keySet().stream().allMatch(name -> name.startsWith(wrapper))) {
      return state;
    }
    Map<String, Pickled.TensorRef> bare = new LinkedHashMap<>();
    state.forEach((name, tensor) -> bare.put(name.substring(wrapper.length()), tensor));
    return bare;
  }

  private Map<String, Tensor> load(Map<String, Pickled.TensorRef> references)
      throws FormatException {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (Map.Entry<String, Pickled.TensorRef> entry : references.entrySet()) {
      // Checkpoints from before version 6 also store the anchors in pixels; nothing reads them.
      if (!entry.getKey().endsWith(".anchor_grid")) {
        state.put(entry.getKey(), loader.load(entry.getKey(), entry.getValue()));
      }
    }
    return state;
  }

  private static Map<String, Object> info(Map<?, ?> training) {
    Map<String, Object> info = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : training.entrySet()) {
      if (entry.getKey() instanceof String key && !NO_INFO.contains(key)) {
        PlainValues.of(entry.getValue()).ifPresent(value -> info.put(key, value));
      }
    }
    return info;
  }

  private static String keys(Map<?, ?> dictionary) {
    List<String> keys =
        dictionary.keySet().stream().limit(8).map(key -> Weights.shorten("" + key)).toList();
    return keys + (dictionary.size() > 8 ? " and others" : "");
  }

  private FormatException error(String reason) {
    return new FormatException(file, -1, "the file " + reason);
  }
}
