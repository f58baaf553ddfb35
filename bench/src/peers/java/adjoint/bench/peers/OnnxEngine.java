package adjoint.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** ONNX Runtime on its CPU provider. */
final class OnnxEngine implements Engine {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Path file;
  private final OnnxTensor image;
  private OrtSession session;

  OnnxEngine(Path file, float[] pixels) throws OrtException {
    this.file = file;
    long[] shape = {1, 3, PeerComparison.SIZE, PeerComparison.SIZE};
    image = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), shape);
  }

  @Override
  public String name() {
    return "ONNX Runtime " + environment.getVersion();
  }

  /** A session has its number of threads for life, so each number takes a session. */
  @Override
  public void setThreads(int count) throws OrtException {
    if (session != null) {
      session.close();
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(count);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(file.toString(), options);
    }
  }

  @Override
  public float[] predict() throws OrtException {
    String input = session.getInputNames().iterator().next();
    try (OrtSession.Result result = session.run(Map.of(input, image))) {
      FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
    image.close();
  }
}
