package adjoint.yolo.data.shapes;

import adjoint.tensor.backend.Parallel;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.data.YoloFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes a {@link ShapeSet} to files in the layout of YOLO data sets. */
public final class ShapeFiles {
  private ShapeFiles() {}

  /**
   * Writes pictures, label files and {@code data.yaml}.
   *
   * @param folder made if missing; an earlier data set of shapes in it is replaced, other files
   *     stay
   * @param done is told each split that is finished
   * @return the path of data.yaml
   * @throws IOException if the folder cannot be written to
   */
  public static Path write(ShapeSet set, Path folder, Consumer<String> done) throws IOException {
    for (String split : ShapeSet.SPLITS) {
      YoloFiles files = new YoloFiles(folder, split);
      try {
        Parallel.forEach(set.count(split), i -> write(files, set.picture(split, i)));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      files.deleteNumberedFrom(set.count(split));
      done.accept(split);
    }
    return YoloFiles.writeDescription(folder, ShapeSet.SPLITS, ShapeSet.NAMES);
  }

  private static void write(YoloFiles files, LabelledImages.Labelled picture) {
    try {
      files.write(Path.of(picture.name()).getFileName().toString(), picture.image());
      files.writeLabels(Path.of(picture.name()).getFileName().toString(), picture.labels());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
