package adjoint.cli;

import adjoint.tensor.DType;
import adjoint.tensor.Generator;
import adjoint.tensor.Tensor;
import adjoint.tensor.io.SafeTensors;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import adjoint.yolo.model.DetectionModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Carries out a detection, so that the launcher can archive the classes it takes. The weights are
 * random, the picture is empty, and nothing is kept.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("adjoint");
    try {
      Path picture = folder.resolve("picture.jpg");
      Images.write(picture, RgbImage.blank(640, 480));
      return detect(
          "--weights=" + writeWeights(folder.resolve("weights.safetensors")),
          "--source=" + picture,
          "--conf-thres=0",
          "--json=" + folder.resolve("found.json"),
          "--save-txt",
          "--save-conf",
          "--project=" + folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Path writeWeights(Path file) throws IOException {
    DetectionModel model = DetectionModel.build("yolov5n", new Generator(0));
    Map<String, Tensor> weights = new LinkedHashMap<>();
    model.stateDict().forEach((name, tensor) -> weights.put(name, tensor.to(DType.F16)));
    SafeTensors.write(file, weights, model.metadata());
    return file;
  }

  private static int detect(String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "detect";
    System.arraycopy(options, 0, arguments, 1, options.length);
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return Main.commandLine(nowhere, nowhere, arguments).execute(arguments);
  }
}
