package adjoint.yolo.model;

import adjoint.nn.BatchNorm2d;
import adjoint.nn.Identity;
import adjoint.nn.MaxPool2d;
import adjoint.nn.Module;
import adjoint.nn.Upsample;
import adjoint.nn.ZeroPad2d;
import adjoint.tensor.Conv2dOptions;
import adjoint.tensor.Pool2dOptions;
import adjoint.yolo.blocks.BlockSettings;
import adjoint.yolo.blocks.Bottleneck;
import adjoint.yolo.blocks.BottleneckCSP;
import adjoint.yolo.blocks.C3;
import adjoint.yolo.blocks.C3Ghost;
import adjoint.yolo.blocks.C3SPP;
import adjoint.yolo.blocks.C3TR;
import adjoint.yolo.blocks.C3x;
import adjoint.yolo.blocks.Classify;
import adjoint.yolo.blocks.Concat;
import adjoint.yolo.blocks.Contract;
import adjoint.yolo.blocks.Conv;
import adjoint.yolo.blocks.CrossConv;
import adjoint.yolo.blocks.DWConv;
import adjoint.yolo.blocks.Detect;
import adjoint.yolo.blocks.Expand;
import adjoint.yolo.blocks.Focus;
import adjoint.yolo.blocks.GhostBottleneck;
import adjoint.yolo.blocks.GhostConv;
import adjoint.yolo.blocks.MixConv2d;
import adjoint.yolo.blocks.SPP;
import adjoint.yolo.blocks.SPPF;
import adjoint.yolo.blocks.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The modules of YOLOv5's own model files. */
final class StandardModules {
  private static final ChannelRule SCALED = ChannelRule.SCALED;
  private static final ChannelRule WITH_REPEATS = ChannelRule.SCALED_WITH_REPEATS;

  private StandardModules() {}

  static ModuleRegistry addTo(ModuleRegistry registry) {
    addConvolutions(registry);
    addBlocks(registry);
    addStages(registry);
    addPlain(registry);
    return addDetect(registry);
  }

  private static void addConvolutions(ModuleRegistry registry) {
    registry.register(
        "Conv",
        SCALED,
        (context, a) -> {
          int c1 = a.integer("c1");
          int c2 = a.integer("c2");
          int kernel = a.integer("kernel", 1);
          Conv2dOptions options =
              geometry(kernel, a.integer("stride", 1), a.integerOrNone("padding"))
                  .withGroups(a.integer("groups", 1));
          Module activation = a.activation("activation", context);
          return new Conv(c1, c2, kernel, kernel, options, activation, context.settings());
        });
    registry.register(
        "DWConv",
        SCALED,
        (context, a) ->
            new DWConv(
                a.integer("c1"),
                a.integer("c2"),
                a.integer("kernel", 1),
                a.integer("stride", 1),
                a.activation("activation", context),
                context.settings()));
    registry.register(
        "GhostConv",
        SCALED,
        (context, a) ->
            new GhostConv(
                a.integer("c1"),
                a.integer("c2"),
                a.integer("kernel", 1),
                a.integer("stride", 1),
                a.integer("groups", 1),
                a.flag("activation", true),
                context.settings()));
    registry.register(
        "MixConv2d",
        SCALED,
        (context, a) ->
            new MixConv2d(
                a.integer("c1"),
                a.integer("c2"),
                a.integers("kernels", List.of(1, 3)),
                a.integer("stride", 1),
                a.flag("equal_ch", true),
                context.settings()));
    registry.register(
        "Focus",
        SCALED,
        (context, a) -> {
          int c1 = a.integer("c1");
          int c2 = a.integer("c2");
          int kernel = a.integer("kernel", 1);
          Conv2dOptions options =
              geometry(kernel, a.integer("stride", 1), a.integerOrNone("padding"))
                  .withGroups(a.integer("groups", 1));
          Module activation = a.activation("activation", context);
          return new Focus(c1, c2, kernel, options, activation, context.settings());
        });
  }

  private static Conv2dOptions geometry(int kernel, int stride, Integer padding) {
    Conv2dOptions options = Conv.samePadding(kernel, kernel).withStride(stride);
    return padding == null ? options : options.withPadding(padding);
  }

  private static void addBlocks(ModuleRegistry registry) {
    registry.register(
        "Bottleneck",
        SCALED,
        (context, a) ->
            new Bottleneck(
                a.integer("c1"),
                a.integer("c2"),
                a.flag("shortcut", true),
                a.integer("groups", 1),
                a.number("expansion", 0.5),
                context.settings()));
    registry.register(
        "GhostBottleneck",
        SCALED,
        (context, a) ->
            new GhostBottleneck(
                a.integer("c1"),
                a.integer("c2"),
                a.integer("kernel", 3),
                a.integer("stride", 1),
                context.settings()));
    registry.register(
        "CrossConv",
        SCALED,
        (context, a) ->
            new CrossConv(
                a.integer("c1"),
                a.integer("c2"),
                a.integer("kernel", 3),
                a.integer("stride", 1),
                a.integer("groups", 1),
                a.number("expansion", 1),
                a.flag("shortcut", false),
                context.settings()));
    registry.register(
        "SPP",
        SCALED,
        (context, a) ->
            new SPP(
                a.integer("c1"),
                a.integer("c2"),
                a.integers("kernels", List.of(5, 9, 13)),
                context.settings()));
    registry.register(
        "SPPF",
        SCALED,
        (context, a) ->
            new SPPF(a.integer("c1"), a.integer("c2"), a.integer("kernel", 5), context.settings()));
  }

  private static void addStages(ModuleRegistry registry) {
    registry.register("C3", WITH_REPEATS, stage(C3::new));
    registry.register("C3x", WITH_REPEATS, stage(C3x::new));
    registry.register("C3TR", WITH_REPEATS, stage(C3TR::new));
    registry.register("C3Ghost", WITH_REPEATS, stage(C3Ghost::new));
    registry.register("BottleneckCSP", WITH_REPEATS, stage(BottleneckCSP::new));
    registry.register(
        "C3SPP",
        SCALED,
        (context, a) ->
            new C3SPP(
                a.integer("c1"),
                a.integer("c2"),
                a.integers("kernels", List.of(5, 9, 13)),
                a.integer("n", 1),
                a.flag("shortcut", true),
                a.integer("groups", 1),
                a.number("expansion", 0.5),
                context.settings()));
  }

  /** The constructor that all stages with repeats share. */
  private interface Stage {
    Module create(
        int c1,
        int c2,
        int repeats,
        boolean shortcut,
        int groups,
        double expansion,
        BlockSettings settings);
  }

  private static ModuleFactory stage(Stage stage) {
    return (context, a) ->
        stage.create(
            a.integer("c1"),
            a.integer("c2"),
            a.integer("repeats"),
            a.flag("shortcut", true),
            a.integer("groups", 1),
            a.number("expansion", 0.5),
            context.settings());
  }

  private static void addPlain(ModuleRegistry registry) {
    registry.register(
        "Concat",
        StandardModules::sumOfInputs,
        (context, a) -> new Concat(a.integer("dimension", 1)));
    registry.register(
        "Sum",
        (context, arguments) ->
            ChannelRule.Resolution.of(context.inputChannels().get(0), arguments),
        (context, a) -> new Sum(a.integer("inputs"), a.flag("weighted", false)));
    registry.register(
        "Contract", StandardModules::contracted, (c, a) -> new Contract(a.integer("gain", 2)));
    registry.register(
        "Expand", StandardModules::expanded, (c, a) -> new Expand(a.integer("gain", 2)));
    registry.register(
        "Classify",
        StandardModules::classified,
        (context, a) -> {
          int c1 = a.integer("c1");
          int classes = a.integer("c2");
          int kernel = a.integer("kernel", 1);
          Conv2dOptions options =
              geometry(kernel, a.integer("stride", 1), a.integerOrNone("padding"))
                  .withGroups(a.integer("groups", 1));
          return new Classify(c1, classes, kernel, options, context.settings());
        });
    registry.register(
        "nn.Upsample",
        (context, a) ->
            upsample(a.integerOrNone("size"), a.number("scale", 0), a.text("mode", "nearest")));
    registry.register(
        "nn.MaxPool2d",
        (context, a) -> {
          int kernel = a.integer("kernel");
          int stride = a.integer("stride", kernel);
          return new MaxPool2d(Pool2dOptions.of(kernel, stride, a.integer("padding", 0)));
        });
    registry.register("nn.ZeroPad2d", (context, a) -> zeroPad(a.integers("padding")));
    registry.register("nn.Identity", (context, a) -> new Identity());
    registry.register(
        "nn.BatchNorm2d",
        (context, arguments) ->
            new ChannelRule.Resolution(
                context.previousChannels(), List.of(context.inputChannel()), Set.of(0), false),
        (context, a) -> new BatchNorm2d(a.integer("channels")));
  }

  /** Channels of all inputs together, then the row's arguments: classes, kernel, stride, ... */
  private static ChannelRule.Resolution classified(RowContext context, List<Object> arguments) {
    if (arguments.isEmpty() || !(arguments.get(0) instanceof Integer classes)) {
      throw new IllegalArgumentException("the first argument must be the number of classes");
    }
    List<Object> all =
        new ArrayList<>(List.of(context.inputChannels().stream().mapToInt(c -> c).sum()));
    all.addAll(arguments);
    return new ChannelRule.Resolution(classes, all, Set.of(0), false);
  }

  private static Upsample upsample(Integer size, double scale, String mode) {
    Upsample.Mode how =
        switch (mode) {
          case "nearest" -> Upsample.Mode.NEAREST;
          case "bilinear" -> Upsample.Mode.BILINEAR;
          default ->
              throw new IllegalArgumentException(
                  "the mode must be 'nearest' or 'bilinear', got '" + mode + "'");
        };
    return size == null ? Upsample.byFactor(scale, how) : Upsample.toSize(size, size, how);
  }

  private static ZeroPad2d zeroPad(List<Integer> amounts) {
    if (amounts.size() != 4) {
      throw new IllegalArgumentException(
          "the padding must be [left, right, top, bottom], got " + PythonText.of(amounts));
    }
    return new ZeroPad2d(amounts.get(0), amounts.get(1), amounts.get(2), amounts.get(3));
  }

  private static ChannelRule.Resolution sumOfInputs(RowContext context, List<Object> arguments) {
    int sum = context.inputChannels().stream().mapToInt(c -> c).sum();
    return ChannelRule.Resolution.of(sum, arguments);
  }

  private static ChannelRule.Resolution contracted(RowContext context, List<Object> arguments) {
    int gain = gain(arguments);
    return ChannelRule.Resolution.of(context.inputChannel() * gain * gain, arguments);
  }

  private static ChannelRule.Resolution expanded(RowContext context, List<Object> arguments) {
    int gain = gain(arguments);
    if (context.inputChannel() % (gain * gain) != 0) {
      throw new IllegalArgumentException(
          "the " + context.inputChannel() + " input channels must be a multiple of " + gain * gain);
    }
    return ChannelRule.Resolution.of(context.inputChannel() / (gain * gain), arguments);
  }

  private static int gain(List<Object> arguments) {
    Object gain = arguments.isEmpty() ? Integer.valueOf(2) : arguments.get(0);
    if (gain instanceof Integer number && number >= 1) {
      return number;
    }
    throw new IllegalArgumentException(
        "the gain must be an integer of at least 1, got " + PythonText.of(gain));
  }

  private static ModuleRegistry addDetect(ModuleRegistry registry) {
    return registry.register(
        "Detect",
        (context, arguments) -> {
          if (arguments.size() != 2) {
            throw new IllegalArgumentException(
                "takes 2 arguments, [nc, anchors], the row has " + arguments.size());
          }
          List<Object> all = new ArrayList<>(arguments);
          all.add(List.copyOf(context.inputChannels()));
          Set<Integer> supplied = Set.of(arguments.size());
          return new ChannelRule.Resolution(context.previousChannels(), all, supplied, false);
        },
        (context, a) -> {
          int classes = a.integer("nc");
          List<List<Double>> anchors =
              DetectAnchors.of(a.value("anchors"), context.inputChannels().size());
          return new Detect(classes, anchors, a.integers("channels"), context.settings());
        });
  }
}
