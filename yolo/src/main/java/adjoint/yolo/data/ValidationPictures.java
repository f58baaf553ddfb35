package adjoint.yolo.data;

import adjoint.tensor.Generator;
import adjoint.yolo.data.augment.Sample;
import adjoint.yolo.image.Letterbox;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;

/** Scales down and pads, and changes nothing else. */
final class ValidationPictures implements PictureMaker {
  private final LabelledImages images;
  private final PictureStore store;
  private final int stride;

  ValidationPictures(LabelledImages images, ValidationOptions options) {
    this.images = images;
    this.stride = options.stride();
    store = new PictureStore(images, options.imageSize(), false, options.cacheInMemory());
  }

  @Override
  public Made make(int index, int height, int width, Generator generator) throws IOException {
    RgbImage image = store.get(index);
    Letterbox letterbox =
        Letterbox.plan(image.height(), image.width(), height, width, false, false, stride);
    Sample sample = Letterboxed.sample(images, index, image, letterbox);
    double scale = letterbox.scale();
    return new Made(
        sample.image(),
        new Batch.Picture(
            index,
            images.file(index),
            images.width(index),
            images.height(index),
            scale * image.width() / images.width(index),
            scale * image.height() / images.height(index),
            letterbox.padX(),
            letterbox.padY(),
            Letterboxed.normalised(sample)));
  }
}
