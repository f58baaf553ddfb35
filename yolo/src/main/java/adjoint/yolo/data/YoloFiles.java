package adjoint.yolo.data;

import adjoint.tensor.io.AtomicFile;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/**
 * Writes one split of a data set in the layout {@code images/SPLIT}, {@code labels/SPLIT}. May be
 * used by several threads at once.
 */
public final class YoloFiles {
  private static final Pattern NUMBERED = Pattern.compile("\\d{6}\\.(png|txt)");

  private final Path images;
  private final Path labels;

  /**
   * Makes the folders.
   *
   * @param folder of the data set
   * @throws IOException if they cannot be made
   */
  public YoloFiles(Path folder, String split) throws IOException {
    images = Files.createDirectories(folder.resolve("images").resolve(split));
    labels = Files.createDirectories(folder.resolve("labels").resolve(split));
  }

  /** Writes a picture in the format that its name's suffix says. */
  public void write(String name, RgbImage image) throws IOException {
    Images.write(images.resolve(name), image);
  }

  /**
   * Copies or links a picture file.
   *
   * @param name of the copy; may begin with folders
   * @param link whether a symbolic link is made instead of a copy
   */
  public void add(String name, Path picture, boolean link) throws IOException {
    Path target = images.resolve(name);
    Files.createDirectories(target.getParent());
    if (link) {
      Files.deleteIfExists(target);
      Files.createSymbolicLink(target, picture.toRealPath());
    } else {
      Files.copy(picture, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Writes a picture's label file.
   *
   * @param name of the picture
   * @param rows a class and normalised coordinates: centre and size, or an outline's corners
   */
  public void writeLabels(String name, float[][] rows) throws IOException {
    StringBuilder text = new StringBuilder();
    for (float[] row : rows) {
      text.append((int) row[0]);
      for (int i = 1; i < row.length; i++) {
        text.append(' ').append(row[i]);
      }
      text.append('\n');
    }
    int dot = name.lastIndexOf('.');
    Path file = labels.resolve((dot < 0 ? name : name.substring(0, dot)) + ".txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /**
   * Deletes the pictures and label files whose names are numbers of six digits from {@code first}
   * on: what a larger set, written here before, has left.
   */
  public void deleteNumberedFrom(int first) throws IOException {
    for (Path folder : List.of(images, labels)) {
      List<Path> files;
      try (Stream<Path> children = Files.list(folder)) {
        files = children.filter(file -> NUMBERED.matcher(name(file)).matches()).toList();
      }
      for (Path file : files) {
        if (Integer.parseInt(name(file).substring(0, 6)) >= first) {
          Files.delete(file);
        }
      }
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /**
   * Writes {@code data.yaml}, from which the data set can be used in any place.
   *
   * @param splits each has the pictures in images/SPLIT
   * @return the file
   */
  public static Path writeDescription(Path folder, List<String> splits, List<String> names)
      throws IOException {
    StringBuilder text = new StringBuilder("path: .\n");
    for (String split : splits) {
      text.append(split).append(": images/").append(split).append('\n');
    }
    DumpSettings flow =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.FLOW).setWidth(1 << 20).build();
    text.append("nc: ").append(names.size()).append('\n');
    text.append("names: ").append(new Dump(flow).dumpToString(names));
    Path file = folder.resolve("data.yaml");
    AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    return file;
  }
}
