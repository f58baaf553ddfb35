package adjoint.bench.peers;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;

/** PyTorch's native CPU library through the Deep Java Library. */
final class PyTorchEngine implements Engine {
  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final NDManager manager;
  private final NDArray image;

  PyTorchEngine(Path file, float[] pixels) throws IOException, MalformedModelException {
    model = Model.newInstance("yolov5n", Device.cpu(), "PyTorch");
    model.load(file.toAbsolutePath().getParent(), file.getFileName().toString());
    predictor = model.newPredictor(new NoopTranslator(null));
    manager = model.getNDManager().newSubManager();
    image = manager.create(pixels, new Shape(1, 3, PeerComparison.SIZE, PeerComparison.SIZE));
  }

  @Override
  public String name() {
    return "DJL PyTorch " + ai.djl.engine.Engine.getEngine("PyTorch").getVersion();
  }

  @Override
  public void setThreads(int count) {
    JniUtils.setNumThreads(count);
  }

  @Override
  public float[] predict() throws TranslateException {
    NDList result = predictor.predict(new NDList(image));
    try {
      return result.get(0).toFloatArray();
    } finally {
      result.close();
    }
  }

  @Override
  public void close() {
    predictor.close();
    manager.close();
    model.close();
  }
}
