package adjoint.yolo.model;

import adjoint.nn.Module;
import adjoint.nn.Sequential;
import adjoint.nn.SiLU;
import adjoint.tensor.Generator;
import adjoint.yolo.ModelFileException;
import adjoint.yolo.blocks.Activations;
import adjoint.yolo.blocks.BlockSettings;
import adjoint.yolo.blocks.Detect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Builds the layers of a model description, row by row. */
final class ModelBuilder {
  private final ModelDescription model;
  private final ModuleRegistry registry;
  private final BlockSettings settings;
  private final List<Layer> layers = new ArrayList<>();

  private ModelBuilder(ModelDescription model, ModuleRegistry registry, BlockSettings settings) {
    this.model = model;
    this.registry = registry;
    this.settings = settings;
  }

  /**
   * Builds all rows.
   *
   * @param generator draws the initial values; null leaves zeros
   * @param fused whether the blocks have no batch norm, because it is folded in their weights
   * @throws ModelFileException naming file, row and module
   */
  static List<Layer> build(
      ModelDescription model, ModuleRegistry registry, Generator generator, boolean fused) {
    ModelBuilder builder = new ModelBuilder(model, registry, settings(model, generator, fused));
    for (ModelRow row : model.rows()) {
      builder.add(row);
    }
    Layer last = builder.layers.get(builder.layers.size() - 1);
    if (!(last.module() instanceof Detect)) {
      throw error(model, last.row(), "the last row of a model must be Detect");
    }
    return List.copyOf(builder.layers);
  }

  private static BlockSettings settings(
      ModelDescription model, Generator generator, boolean fused) {
    if (model.activation() == null) {
      return new BlockSettings(generator, SiLU::new, fused);
    }
    try {
      return new BlockSettings(generator, Activations.parse(model.activation()), fused);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(model.source() + ": " + e.getMessage());
    }
  }

  /** The exception for a problem with a row. */
  static ModelFileException error(ModelDescription model, ModelRow row, String problem) {
    return new ModelFileException(
        model.source() + ", row " + row.index() + " (" + row.module() + "): " + problem);
  }

  private void add(ModelRow row) {
    ModuleRegistry.Entry entry = registry.find(row.module());
    if (entry == null) {
      throw error(
          model,
          row,
          "there is no module of this name; the nearest is "
              + Names.nearest(row.module(), registry.names()));
    }
    if (!layers.isEmpty() && layers.get(layers.size() - 1).module() instanceof Detect) {
      throw error(
          model, row, "Detect must be the last row, and row " + (row.index() - 1) + " is it");
    }
    try {
      layers.add(build(row, entry));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw error(model, row, e.getMessage());
    } catch (OutOfMemoryError e) {
      throw error(model, row, "needs more memory than there is; are the numbers right?");
    }
  }

  private Layer build(ModelRow row, ModuleRegistry.Entry entry) {
    int repeats = row.repeats();
    if (repeats > 1) {
      repeats = Math.max((int) Math.rint(repeats * model.depthMultiple()), 1);
    }
    List<Integer> inputChannels = row.from().stream().map(from -> channels(row, from)).toList();
    int previous =
        layers.isEmpty() ? model.channels() : layers.get(layers.size() - 1).outputChannels();
    RowContext context = new RowContext(model, row, inputChannels, previous, repeats, settings);
    ChannelRule.Resolution resolution =
        entry
            .rule()
            .resolve(
                context, row.arguments().stream().map(this::named).collect(Collectors.toList()));
    Module module = create(entry, context, resolution);
    if (!resolution.repeatsInside() && repeats > 1) {
      Sequential sequence = new Sequential(module);
      for (int i = 1; i < repeats; i++) {
        sequence.add(create(entry, context, resolution));
      }
      requireEqualChannels(context, resolution, repeats);
      module = sequence;
    }
    return new Layer(
        row,
        repeats,
        row.module().replaceFirst("^nn\\.", ""),
        resolution.arguments(),
        resolution.outputChannels(),
        module);
  }

  private static Module create(
      ModuleRegistry.Entry entry, RowContext context, ChannelRule.Resolution resolution) {
    Arguments arguments = new Arguments(resolution.arguments(), resolution.supplied());
    Module module = entry.factory().create(context, arguments);
    arguments.finish();
    return module;
  }

  private static void requireEqualChannels(
      RowContext context, ChannelRule.Resolution resolution, int repeats) {
    int inputs = context.inputChannel();
    if (inputs != resolution.outputChannels()) {
      throw new IllegalArgumentException(
          "is repeated "
              + repeats
              + " times, which needs equal input and output channels, got "
              + inputs
              + " and "
              + resolution.outputChannels());
    }
  }

  private int channels(ModelRow row, int from) {
    int source = row.source(from);
    return source < 0 ? model.channels() : layers.get(source).outputChannels();
  }

  /** An argument with the names that model files may use in place of values replaced. */
  private Object named(Object argument) {
    if (!(argument instanceof String text)) {
      return argument;
    }
    return switch (text) {
      case "None" -> null;
      case "True" -> true;
      case "False" -> false;
      case "nc" -> model.classes();
      case "anchors" -> model.anchorsAreOpen() ? (Object) model.anchorsPerLevel() : model.anchors();
      default -> text;
    };
  }
}
