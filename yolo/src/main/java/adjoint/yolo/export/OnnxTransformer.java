package adjoint.yolo.export;

import adjoint.nn.Module;
import adjoint.tensor.Tensor;
import adjoint.yolo.blocks.MultiheadAttention;
import adjoint.yolo.blocks.TransformerBlock;
import adjoint.yolo.blocks.TransformerLayer;
import java.util.Map;

/** Transformers over the pixels of a feature map; tokens are N x positions x channels here. */
final class OnnxTransformer {
  private OnnxTransformer() {}

  static void addTo(OnnxRegistry registry) {
    registry.register(TransformerBlock.class, (block, scope, x) -> block(block, scope, x.get(0)));
    registry.register(
        TransformerLayer.class,
        (layer, scope, x) -> {
          String attended = scope.node("Add", attention(layer, scope, x.get(0)), x.get(0));
          String mapped = scope.child("fc2", scope.child("fc1", attended));
          return scope.node("Add", mapped, attended);
        });
  }

  private static String block(Module block, OnnxScope scope, String x) {
    String image = block.children().containsKey("conv") ? scope.child("conv", x) : x;
    String tokens = scope.transpose(scope.reshape(image, 0, 0, -1), 0, 2, 1);
    String placed = scope.node("Add", tokens, scope.child("linear", tokens));
    String y = scope.transpose(scope.child("tr", placed), 0, 2, 1);
    return scope.node("Reshape", y, scope.node("Shape", image));
  }

  private static String attention(Module layer, OnnxScope scope, String x) {
    MultiheadAttention module = (MultiheadAttention) layer.children().get("ma");
    OnnxScope inside = scope.inside("ma");
    int channels = module.channels();
    long head = channels / module.heads();
    String q = heads(module, inside, scope.child("q", x), 0);
    String k = heads(module, inside, scope.child("k", x), 1);
    String v = heads(module, inside, scope.child("v", x), 2);
    q = inside.node("Mul", q, inside.number(1 / Math.sqrt(head)));
    String scores = inside.node("MatMul", q, inside.transpose(k, 0, 1, 3, 2));
    String weights = inside.node("Softmax", Map.of("axis", 3), scores);
    String joined = inside.transpose(inside.node("MatMul", weights, v), 0, 2, 1, 3);
    return inside.child("out_proj", inside.reshape(joined, 0, 0, channels));
  }

  /** Projects, and splits the channels: N x heads x positions x (channels / heads). */
  private static String heads(MultiheadAttention module, OnnxScope scope, String x, int part) {
    int channels = module.channels();
    Tensor weight = module.stateDict().get("in_proj_weight").narrow(0, part * channels, channels);
    Tensor bias = module.stateDict().get("in_proj_bias").narrow(0, part * channels, channels);
    String product = scope.node("MatMul", x, scope.floats("weight " + part, weight.t()));
    String sum = scope.node("Add", product, scope.floats("bias " + part, bias));
    long head = channels / module.heads();
    return scope.transpose(scope.reshape(sum, 0, 0, module.heads(), head), 0, 2, 1, 3);
  }
}
