package adjoint.bench.peers;

import adjoint.tensor.Tensor;
import adjoint.tensor.backend.Backends;
import adjoint.tensor.backend.Parallel;
import adjoint.yolo.checkpoint.Weights;
import adjoint.yolo.model.DetectionModel;
import java.io.IOException;
import java.nio.file.Path;

/** This project. */
final class OwnEngine implements Engine {
  private final DetectionModel model;
  private final Tensor image;

  OwnEngine(Path weights, float[] pixels) throws IOException {
    model = DetectionModel.load(Weights.read(weights));
    model.eval();
    model.fuse();
    image = Tensor.of(pixels, 1, 3, PeerComparison.SIZE, PeerComparison.SIZE);
  }

  @Override
  public String name() {
    return "Adjoint (" + Backends.current().name() + ")";
  }

  @Override
  public void setThreads(int count) {
    Parallel.setThreads(count);
  }

  @Override
  public float[] predict() {
    return model.predict(image).toFloatArray();
  }

  @Override
  public void close() {}
}
