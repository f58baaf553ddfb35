package adjoint.cli;

import adjoint.tensor.Tensor;
import adjoint.tensor.io.FormatException;
import adjoint.yolo.detect.Detector;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.Letterbox;
import adjoint.yolo.image.RgbImage;
import adjoint.yolo.model.AttentionProbe;
import adjoint.yolo.model.DetectionModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine;

/** One run of {@link AttentionCommand}: all pictures through one model, drawn and put on a page. */
final class AttentionRun {
  private final DetectionModel model;
  private final int side;
  private final Path folder;
  private final PrintWriter out;
  private final PrintWriter err;
  private final AttentionPage page;

  AttentionRun(DetectionModel model, int side, Path folder, CommandLine commandLine) {
    this.model = model;
    this.side = side;
    this.folder = folder;
    out = commandLine.getOut();
    err = commandLine.getErr();
    page = new AttentionPage("Attention of " + model.name());
  }

  /**
   * Works on all pictures.
   *
   * @throws UserException if none of them can be read
   */
  void run(ImageSource source) throws IOException {
    int drawn = 0;
    List<Path> files = source.files();
    page.paragraph(
        "What each attention module of the model does with each picture, scaled to "
            + side
            + " pixels.");
    try (Interruption watch = new Interruption()) {
      for (int i = 0; i < files.size() && watch.goesOn(); i++) {
        try {
          RgbImage picture = Images.read(files.get(i));
          drawn++;
          draw(files.get(i), picture, String.format(Locale.ROOT, "%03d", i + 1));
        } catch (FormatException | NoSuchFileException | AccessDeniedException broken) {
          if (source.single()) {
            throw broken;
          }
          err.println("adjoint: skipped " + ErrorMessages.sentence(broken));
          err.flush();
        }
      }
    }
    if (drawn == 0) {
      throw new UserException("none of the " + files.size() + " pictures can be read");
    }
    Path html = folder.resolve("attention.html");
    page.write(html);
    out.println("Results saved to " + folder + ", all on one page: " + html);
    out.flush();
  }

  private void draw(Path file, RgbImage picture, String number) throws IOException {
    Files.createDirectories(folder);
    int stride = (int) model.maxStride();
    Letterbox letterbox =
        Letterbox.plan(picture.height(), picture.width(), side, side, true, true, stride);
    List<AttentionProbe> probes =
        AttentionProbe.of(model, Detector.toTensor(letterbox.apply(picture)));
    page.heading(file.getFileName().toString());
    out.println(file + ": " + probes.size() + (probes.size() == 1 ? " module" : " modules"));
    for (AttentionProbe probe : probes) {
      String name = number + "-" + stem(file) + "-" + probe.path() + "-" + probe.module() + ".png";
      Path png = folder.resolve(name);
      Images.write(png, picture(probe, picture, letterbox));
      page.figure(png, caption(probe));
      out.println("  " + caption(probe));
    }
    out.flush();
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  private static RgbImage picture(AttentionProbe probe, RgbImage picture, Letterbox letterbox) {
    Tensor weights = probe.weights().select(0, 0);
    return switch (probe.target()) {
      // The mean over the channels, which share the positions.
      case POSITIONS -> new HeatMap(picture, letterbox).draw(weights.mean(new int[] {0}, false));
      case CHANNELS -> BarChart.sorted(weights.toDoubleArray());
      case KERNELS -> BarChart.shares(weights.toDoubleArray(), kernels(weights.size(0)));
    };
  }

  private static List<String> kernels(int count) {
    return IntStream.range(0, count).mapToObj(k -> "kernel " + k).toList();
  }

  /** The row, and the numbers that say most about it. */
  private static String caption(AttentionProbe probe) {
    Tensor weights = probe.weights().select(0, 0);
    String head = "row " + probe.row() + ", " + probe.module() + " (" + probe.path() + "): ";
    return head
        + switch (probe.target()) {
          case POSITIONS ->
              String.format(
                  Locale.ROOT,
                  "%d x %d positions, weights from %.3f to %.3f; drawn is the mean of %d channels",
                  weights.size(1),
                  weights.size(2),
                  weights.min().item(),
                  weights.max().item(),
                  weights.size(0));
          case CHANNELS -> channels(weights.toDoubleArray());
          case KERNELS -> mixture(weights.toDoubleArray());
        };
  }

  private static String channels(double[] weights) {
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, weights.length).forEach(order::add);
    order.sort((a, b) -> Double.compare(weights[b], weights[a]));
    double mean = Arrays.stream(weights).average().orElseThrow();
    return String.format(
        Locale.ROOT,
        "%d channels, weights from %.3f to %.3f, mean %.3f; strongest are channels %s",
        weights.length,
        weights[order.get(order.size() - 1)],
        weights[order.get(0)],
        mean,
        order.subList(0, Math.min(5, order.size())).toString().replaceAll("[\\[\\]]", ""));
  }

  private static String mixture(double[] weights) {
    List<String> shares =
        Arrays.stream(weights).mapToObj(w -> String.format(Locale.ROOT, "%.3f", w)).toList();
    return "mixture of " + weights.length + " kernels, " + String.join(", ", shares);
  }
}
