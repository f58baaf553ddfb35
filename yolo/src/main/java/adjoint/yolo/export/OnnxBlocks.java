package adjoint.yolo.export;

import adjoint.nn.Module;
import adjoint.tensor.Tensor;
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
import java.util.Map;

/** The building blocks of YOLOv5 models. */
final class OnnxBlocks {
  private OnnxBlocks() {}

  static void addTo(OnnxRegistry registry) {
    registry.register(Conv.class, (conv, scope, x) -> scope.chain(x.get(0)));
    registry.register(DWConv.class, (conv, scope, x) -> scope.chain(x.get(0)));
    registry.register(Focus.class, (focus, scope, x) -> focus(scope, x.get(0)));
    registry.register(GhostConv.class, (ghost, scope, x) -> ghost(scope, x.get(0)));
    addStages(registry);
    addPooling(registry);
    registry.register(
        Concat.class,
        (concat, scope, x) -> scope.concat(concat.dimension(), x.toArray(String[]::new)));
    registry.register(
        Contract.class,
        (contract, scope, x) ->
            scope.node("SpaceToDepth", Map.of("blocksize", contract.gain()), x.get(0)));
    registry.register(
        Expand.class,
        (expand, scope, x) ->
            scope.node("DepthToSpace", Map.of("blocksize", expand.gain()), x.get(0)));
    registry.register(MixConv2d.class, (mix, scope, x) -> mixed(mix, scope, x.get(0)));
    registry.register(Sum.class, OnnxBlocks::sum);
    registry.register(Classify.class, (module, scope, x) -> classify(scope, x));
  }

  private static void addStages(OnnxRegistry registry) {
    registry.register(
        Bottleneck.class, (block, scope, x) -> bottleneck(block.hasShortcut(), scope, x.get(0)));
    registry.register(
        CrossConv.class, (block, scope, x) -> bottleneck(block.hasShortcut(), scope, x.get(0)));
    registry.register(
        GhostBottleneck.class,
        (block, scope, x) ->
            scope.node("Add", scope.child("conv", x.get(0)), scope.child("shortcut", x.get(0))));
    registry.register(C3.class, (stage, scope, x) -> stage(scope, x.get(0)));
    registry.register(C3x.class, (stage, scope, x) -> stage(scope, x.get(0)));
    registry.register(C3TR.class, (stage, scope, x) -> stage(scope, x.get(0)));
    registry.register(C3SPP.class, (stage, scope, x) -> stage(scope, x.get(0)));
    registry.register(C3Ghost.class, (stage, scope, x) -> stage(scope, x.get(0)));
    registry.register(
        BottleneckCSP.class,
        (stage, scope, x) -> {
          String deep = scope.child("cv3", scope.child("m", scope.child("cv1", x.get(0))));
          String both = scope.concat(1, deep, scope.child("cv2", x.get(0)));
          return scope.child("cv4", scope.child("act", scope.child("bn", both)));
        });
  }

  private static String bottleneck(boolean shortcut, OnnxScope scope, String x) {
    String y = scope.child("cv2", scope.child("cv1", x));
    return shortcut ? scope.node("Add", x, y) : y;
  }

  private static String stage(OnnxScope scope, String x) {
    String deep = scope.child("m", scope.child("cv1", x));
    return scope.child("cv3", scope.concat(1, deep, scope.child("cv2", x)));
  }

  private static String ghost(OnnxScope scope, String x) {
    String y = scope.child("cv1", x);
    return scope.concat(1, y, scope.child("cv2", y));
  }

  private static void addPooling(OnnxRegistry registry) {
    registry.register(
        SPPF.class,
        (block, scope, x) -> {
          String a = scope.child("cv1", x.get(0));
          String b = scope.child("m", a);
          String c = scope.child("m", b);
          return scope.child("cv2", scope.concat(1, a, b, c, scope.child("m", c)));
        });
    registry.register(
        SPP.class,
        (block, scope, x) -> {
          List<String> all = new ArrayList<>(List.of(scope.child("cv1", x.get(0))));
          OnnxScope pools = scope.inside("m");
          for (String name : block.children().get("m").children().keySet()) {
            all.add(pools.child(name, all.get(0)));
          }
          return scope.child("cv2", scope.concat(1, all.toArray(String[]::new)));
        });
  }

  private static String focus(OnnxScope scope, String x) {
    return scope.child(
        "conv",
        scope.concat(
            1,
            phase(scope, x, 0, 0),
            phase(scope, x, 1, 0),
            phase(scope, x, 0, 1),
            phase(scope, x, 1, 1)));
  }

  private static String phase(OnnxScope scope, String x, int row, int column) {
    String starts = scope.integers(row, column);
    String ends = scope.integers(Integer.MAX_VALUE, Integer.MAX_VALUE);
    return scope.node("Slice", x, starts, ends, scope.integers(2, 3), scope.integers(2, 2));
  }

  private static String mixed(Module mix, OnnxScope scope, String x) {
    List<String> parts = new ArrayList<>();
    OnnxScope convolutions = scope.inside("m");
    for (String name : mix.children().get("m").children().keySet()) {
      parts.add(convolutions.child(name, x));
    }
    String all = scope.concat(1, parts.toArray(String[]::new));
    return scope.child("act", scope.child("bn", all));
  }

  private static String sum(Sum sum, OnnxScope scope, List<String> x) {
    Tensor weights = sum.stateDict().get("w");
    String y = x.get(0);
    for (int k = 1; k < x.size(); k++) {
      String term = x.get(k);
      if (weights != null) {
        double factor = 2 / (1 + Math.exp(-weights.get(k - 1)));
        term = scope.node("Mul", term, scope.number(factor));
      }
      y = scope.node("Add", y, term);
    }
    return y;
  }

  private static String classify(OnnxScope scope, List<String> x) {
    String[] means = x.stream().map(y -> scope.node("GlobalAveragePool", y)).toArray(String[]::new);
    String all = means.length == 1 ? means[0] : scope.concat(1, means);
    return scope.node("Flatten", Map.of("axis", 1), scope.child("conv", all));
  }
}
