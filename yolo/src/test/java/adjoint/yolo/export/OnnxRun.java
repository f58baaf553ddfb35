package adjoint.yolo.export;

import adjoint.tensor.Tensor;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Runs an ONNX file's bytes in ONNX Runtime. */
final class OnnxRun {
  private OnnxRun() {}

  /** The only output for the only input. */
  static Tensor run(byte[] model, Tensor input) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(2);
      try (OrtSession session = environment.createSession(model, options)) {
        String name = session.getInputNames().iterator().next();
        return run(environment, session, name, input);
      }
    }
  }

  private static Tensor run(
      OrtEnvironment environment, OrtSession session, String name, Tensor input)
      throws OrtException {
    long[] shape = Arrays.stream(input.shape()).asLongStream().toArray();
    FloatBuffer numbers = FloatBuffer.wrap(input.toFloatArray());
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try (OnnxTensor value = OnnxTensor.createTensor(environment, numbers, shape)) {
      inputs.put(name, value);
      try (OrtSession.Result result = session.run(inputs)) {
        OnnxTensor output = (OnnxTensor) result.get(0);
        FloatBuffer buffer = output.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        long[] sizes = output.getInfo().getShape();
        return Tensor.of(values, Arrays.stream(sizes).mapToInt(size -> (int) size).toArray());
      }
    }
  }
}
