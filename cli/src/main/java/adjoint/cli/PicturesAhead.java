package adjoint.cli;

import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Reads pictures in their order, always one ahead of its user, on a thread of its own. */
final class PicturesAhead {
  private final List<Path> files;
  private int taken;
  private FutureTask<RgbImage> next;

  /** Begins to read the first of the files. */
  PicturesAhead(List<Path> files) {
    this.files = files;
    readNext();
  }

  /**
   * The next picture.
   *
   * @throws IOException as {@link Images#read} does
   */
  RgbImage take() throws IOException {
    FutureTask<RgbImage> reading = next;
    taken++;
    readNext();
    try {
      return reading.get();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof IOException) {
        throw (IOException) cause;
      }
      if (cause instanceof Error) {
        throw (Error) cause;
      }
      throw (RuntimeException) cause;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a picture was read", interrupted);
    }
  }

  private void readNext() {
    if (taken == files.size()) {
      return;
    }
    Path file = files.get(taken);
    next = new FutureTask<>(() -> Images.read(file));
    Thread thread = new Thread(next, "adjoint-pictures");
    thread.setDaemon(true);
    thread.start();
  }
}
