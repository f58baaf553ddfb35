package adjoint.yolo.data;

import adjoint.tensor.Generator;
import adjoint.yolo.data.augment.ColorJitter;
import adjoint.yolo.data.augment.CopyPaste;
import adjoint.yolo.data.augment.Flips;
import adjoint.yolo.data.augment.LabelledBox;
import adjoint.yolo.data.augment.MixUp;
import adjoint.yolo.data.augment.Mosaic;
import adjoint.yolo.data.augment.Projection;
import adjoint.yolo.data.augment.Sample;
import adjoint.yolo.image.Letterbox;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Varies pictures at random: mosaic or padded picture, projection, mixup, colours, flips. The draws
 * come in the reference's order.
 */
final class TrainingPictures implements PictureMaker {
  private final LabelledImages images;
  private final TrainingOptions options;
  private final Augmentation augmentation;
  private final PictureStore store;

  TrainingPictures(LabelledImages images, TrainingOptions options) {
    this.images = images;
    this.options = options;
    augmentation = options.augmentation();
    store = new PictureStore(images, options.imageSize(), true, options.cacheInMemory());
  }

  @Override
  public Made make(int index, int height, int width, Generator generator) throws IOException {
    boolean mosaic = !options.rectangular() && generator.nextDouble() < augmentation.mosaic();
    Sample sample;
    if (mosaic) {
      sample = mosaic(index, generator);
      if (generator.nextDouble() < augmentation.mixup()) {
        int other = generator.nextInt(images.size());
        sample = MixUp.of(sample, mosaic(other, generator), generator);
      }
    } else {
      sample = padded(index, height, width, generator);
    }
    return finished(index, sample, generator);
  }

  private Sample mosaic(int index, Generator generator) throws IOException {
    int side = options.imageSize();
    int[] indices = new int[options.mosaicTiles()];
    indices[0] = index;
    for (int i = 1; i < indices.length; i++) {
      indices[i] = generator.nextInt(images.size());
    }
    Loaders.shuffle(indices, generator);
    List<Sample> tiles = new ArrayList<>();
    for (int i : indices) {
      RgbImage image = store.get(i);
      tiles.add(
          new Sample(image, Letterboxed.boxes(images, i, image.width(), image.height(), 0, 0)));
    }
    Sample joined =
        tiles.size() == 4
            ? Mosaic.ofFour(tiles, side, generator)
            : Mosaic.ofNine(tiles, side, generator);
    if (augmentation.copyPaste() > 0) {
      joined = CopyPaste.apply(joined, augmentation.copyPaste(), generator);
    }
    return Projection.random(generator, augmentation, 2 * side, 2 * side, side, side).apply(joined);
  }

  private Sample padded(int index, int height, int width, Generator generator) throws IOException {
    RgbImage image = store.get(index);
    Letterbox letterbox =
        Letterbox.plan(image.height(), image.width(), height, width, false, true, options.stride());
    Sample sample = Letterboxed.sample(images, index, image, letterbox);
    List<LabelledBox> boxes = sample.boxes().stream().map(LabelledBox::withoutOutline).toList();
    return Projection.random(generator, augmentation, width, height, width, height)
        .apply(new Sample(sample.image(), boxes));
  }

  private Made finished(int index, Sample sample, Generator generator) {
    Sample varied =
        new Sample(ColorJitter.apply(sample.image(), augmentation, generator), sample.boxes());
    if (generator.nextDouble() < augmentation.flipUpDown()) {
      varied = Flips.upDown(varied);
    }
    if (generator.nextDouble() < augmentation.flipLeftRight()) {
      varied = Flips.leftRight(varied);
    }
    return new Made(
        varied.image(),
        new Batch.Picture(
            index,
            images.file(index),
            images.width(index),
            images.height(index),
            1,
            1,
            0,
            0,
            Letterboxed.normalised(varied)));
  }
}
