package adjoint.yolo.data;

import adjoint.yolo.image.AreaResampling;
import adjoint.yolo.image.Resampling;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Gives pictures scaled so that the longer side has the image size, and keeps them where that is
 * wished or cheap. They are shared: nobody may change them.
 */
final class PictureStore {
  /** A set that takes no more than this part of the heap is kept without being asked. */
  private static final int CHEAP_PART = 16;

  private final LabelledImages images;
  private final int imageSize;
  private final boolean smooth;
  private final AtomicReferenceArray<RgbImage> kept;

  /**
   * Creates a store.
   *
   * @param smooth whether shrinking samples bilinearly, as for augmented pictures, instead of
   *     taking the mean of areas
   */
  PictureStore(LabelledImages images, int imageSize, boolean smooth, boolean keep) {
    this.images = images;
    this.imageSize = imageSize;
    this.smooth = smooth;
    boolean cheap = bytes() <= Runtime.getRuntime().maxMemory() / CHEAP_PART;
    kept = keep || cheap ? new AtomicReferenceArray<>(images.size()) : null;
  }

  private long bytes() {
    long bytes = 0;
    for (int i = 0; i < images.size(); i++) {
      double scale = scale(i);
      bytes += (long) (images.width(i) * scale * images.height(i) * scale * 3);
    }
    return bytes;
  }

  private double scale(int i) {
    return (double) imageSize / Math.max(images.width(i), images.height(i));
  }

  RgbImage get(int i) throws IOException {
    RgbImage found = kept == null ? null : kept.get(i);
    if (found == null) {
      found = scaled(i);
      if (kept != null) {
        kept.set(i, found);
      }
    }
    return found;
  }

  private RgbImage scaled(int i) throws IOException {
    RgbImage image = images.image(i);
    double scale = (double) imageSize / Math.max(image.width(), image.height());
    if (scale == 1) {
      return image;
    }
    int width = Math.max((int) (image.width() * scale), 1);
    int height = Math.max((int) (image.height() * scale), 1);
    return smooth || scale > 1
        ? Resampling.bilinear(image, width, height)
        : AreaResampling.shrink(image, width, height);
  }
}
