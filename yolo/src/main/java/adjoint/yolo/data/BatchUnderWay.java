package adjoint.yolo.data;

import adjoint.tensor.DType;
import adjoint.tensor.Layout;
import adjoint.tensor.Storage;
import adjoint.tensor.Tensor;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** A batch whose pictures are made one by one, by any threads, each into its own place. */
final class BatchUnderWay {
  private final EpochPlan plan;
  private final int number;
  private final PictureMaker maker;
  private final long seed;
  private final int epoch;
  private final byte[] pixels;
  private final Batch.Picture[] pictures;
  private final CountDownLatch open;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean givenUp;

  BatchUnderWay(EpochPlan plan, int number, PictureMaker maker, long seed, int epoch) {
    this.plan = plan;
    this.number = number;
    this.maker = maker;
    this.seed = seed;
    this.epoch = epoch;
    int size = plan.size(number);
    pixels = new byte[Math.multiplyExact(size * 3, plan.heights()[number] * plan.widths()[number])];
    pictures = new Batch.Picture[size];
    open = new CountDownLatch(size);
  }

  int size() {
    return pictures.length;
  }

  void giveUp() {
    givenUp = true;
  }

  /** Makes one picture; what goes wrong is kept for whoever waits. */
  void make(int picture) {
    try {
      if (!givenUp && failure.get() == null) {
        int place = plan.first(number) + picture;
        PictureMaker.Made made =
            maker.make(
                plan.order()[place],
                plan.heights()[number],
                plan.widths()[number],
                Loaders.generator(seed, epoch, place));
        store(made.image(), picture);
        pictures[picture] = made.picture();
      }
    } catch (IOException | RuntimeException | Error problem) {
      failure.compareAndSet(null, problem);
    } finally {
      open.countDown();
    }
  }

  /** From red, green, blue for each pixel to a plane for each colour. */
  private void store(RgbImage image, int picture) {
    byte[] data = image.data();
    int plane = data.length / 3;
    int at = picture * 3 * plane;
    for (int i = 0, from = 0; i < plane; i++, from += 3) {
      pixels[at + i] = data[from];
      pixels[at + plane + i] = data[from + 1];
      pixels[at + 2 * plane + i] = data[from + 2];
    }
  }

  /** Waits for the last picture. */
  Batch await() {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    }
    Throwable problem = failure.get();
    if (problem instanceof IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    } else if (problem instanceof RuntimeException exception) {
      throw exception;
    } else if (problem instanceof Error error) {
      throw error;
    }
    Tensor images =
        Tensor.of(
            Storage.of(DType.U8, pixels),
            Layout.contiguous(size(), 3, plan.heights()[number], plan.widths()[number]));
    return new Batch(images, targets(), List.of(pictures));
  }

  private Tensor targets() {
    int rows = 0;
    for (Batch.Picture picture : pictures) {
      rows += picture.labels().length;
    }
    float[] targets = new float[rows * 6];
    int at = 0;
    for (int i = 0; i < pictures.length; i++) {
      for (float[] label : pictures[i].labels()) {
        targets[at] = i;
        System.arraycopy(label, 0, targets, at + 1, 5);
        at += 6;
      }
    }
    return Tensor.of(targets, rows, 6);
  }
}
