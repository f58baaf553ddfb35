package adjoint.yolo.model;

import adjoint.yolo.ModelFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds model files: built in by name, anyone's by path.
 *
 * <p>A built-in name without a file of its own is resolved by scale: {@code yolov5m-ghost} takes
 * the rows of {@code yolov5s-ghost} with the depth and width of {@code yolov5m}. So one file serves
 * the five scales n, s, m, l and x.
 */
public final class ModelFiles {
  /** The models that have a file. */
  public static final List<String> NAMES =
      List.of(
          "yolov5n",
          "yolov5s",
          "yolov5m",
          "yolov5l",
          "yolov5x",
          "yolov5n6",
          "yolov5s6",
          "yolov5m6",
          "yolov5l6",
          "yolov5x6",
          "yolov5-p2",
          "yolov5-p34",
          "yolov5-p6",
          "yolov5-p7",
          "yolov5-fpn",
          "yolov5-panet",
          "yolov5-bifpn",
          "yolov5s-ghost",
          "yolov5s-transformer",
          "yolov5s-se",
          "yolov5s-selayer",
          "yolov5s-simam",
          "yolov5s-simam-c3",
          "yolov5s-soca",
          "yolov5l-dynamic",
          "yolov5-shapes",
          "yolov3",
          "yolov3-spp",
          "yolov3-tiny");

  private static final long LONGEST_FILE = 1 << 20;
  private static final Pattern SCALED_NAME = Pattern.compile("yolov5([nsmlx])(-[a-z0-9-]+)");
  private static final Map<String, double[]> SCALES =
      Map.of(
          "n", new double[] {0.33, 0.25},
          "s", new double[] {0.33, 0.50},
          "m", new double[] {0.67, 0.75},
          "l", new double[] {1.00, 1.00},
          "x", new double[] {1.33, 1.25});

  private ModelFiles() {}

  /**
   * Reads a model file.
   *
   * @param nameOrFile a built-in name, with or without {@code .yaml} and the folder {@code models/}
   *     that the reference keeps its files in, or the path of a file; a file that exists wins over
   *     a built-in name
   * @throws ModelFileException if there is no such model, or the file is not a model file
   */
  public static ModelDescription read(String nameOrFile) {
    Path path = existing(nameOrFile);
    if (path != null) {
      return ModelFileReader.parse(
          plainName(path.getFileName().toString()), nameOrFile, text(path));
    }
    String name = plainName(nameOrFile.replaceFirst("^(\\./)?models/(hub/)?", ""));
    if (NAMES.contains(name)) {
      return builtIn(name);
    }
    ModelDescription scaled = scaled(name);
    if (scaled != null) {
      return scaled;
    }
    throw new ModelFileException(unknown(nameOrFile, name));
  }

  private static Path existing(String nameOrFile) {
    try {
      Path path = Path.of(nameOrFile);
      return Files.isRegularFile(path) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static String plainName(String file) {
    return file.replaceFirst("\\.(yaml|yml)$", "");
  }

  private static ModelDescription builtIn(String name) {
    try (InputStream in =
        ModelFiles.class.getResourceAsStream("/adjoint/yolo/models/" + name + ".yaml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ModelFileReader.parse(name, name + ".yaml", text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ModelDescription scaled(String name) {
    Matcher matcher = SCALED_NAME.matcher(name);
    if (!matcher.matches()) {
      return null;
    }
    double[] scale = SCALES.get(matcher.group(1));
    List<String> candidates = new ArrayList<>(List.of("yolov5" + matcher.group(2)));
    for (String letter : List.of("s", "n", "m", "l", "x")) {
      candidates.add("yolov5" + letter + matcher.group(2));
    }
    return candidates.stream()
        .filter(NAMES::contains)
        .findFirst()
        .map(base -> builtIn(base).scaled(name, scale[0], scale[1]))
        .orElse(null);
  }

  private static String text(Path path) {
    try {
      if (Files.size(path) > LONGEST_FILE) {
        throw new ModelFileException(
            path
                + ": a model file is YAML text of at most 1 MiB, this has "
                + Files.size(path)
                + " bytes");
      }
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw new ModelFileException(path + ": a model file is YAML text in UTF-8, this is not text");
    } catch (IOException e) {
      throw new ModelFileException(path + ": cannot be read: " + e.getMessage());
    }
  }

  private static String unknown(String nameOrFile, String name) {
    boolean looksLikeFile = !nameOrFile.equals(name) || name.contains("/");
    return nameOrFile
        + ": there is no "
        + (looksLikeFile ? "such file, and no " : "file and no ")
        + "built-in model of that name; the nearest built-in name is "
        + Names.nearest(name, NAMES);
  }
}
