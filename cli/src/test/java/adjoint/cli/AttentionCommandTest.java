package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import adjoint.tensor.Tensor;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.Letterbox;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code attention}, and its pictures. */
class AttentionCommandTest {
  @TempDir Path folder;

  private CommandRun run(String... more) throws IOException {
    Path weights = Shared.file("weights/yolov5n-coco.safetensors");
    assumeTrue(weights != null, "no weights beside the project");
    RgbImage noise = RgbImage.blank(310, 220);
    new Random(1).nextBytes(noise.data());
    Path picture = folder.resolve("noise.png");
    Images.write(picture, noise);
    Stream<String> all =
        Stream.of(
            "attention",
            "--weights",
            weights.toString(),
            "--source",
            picture.toString(),
            "--img",
            "160",
            "--project",
            folder.toString());
    return CommandRun.of(Stream.concat(all, Arrays.stream(more)).toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({"simam-c3, 4, 121", "se, 1, 121", "soca, 1, 121", "dynamic, 2, 117"})
  void drawsEveryAttentionRow(String variant, int pictures, int taken) throws IOException {
    CommandRun run = run("--cfg", "yolov5n-" + variant);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().startsWith(taken + " of "), run.out());
    List<Path> files;
    try (Stream<Path> children = Files.list(folder.resolve("exp"))) {
      files = children.filter(file -> file.toString().endsWith(".png")).toList();
    }
    assertEquals(pictures, files.size(), run.out());
    for (Path file : files) {
      assertTrue(Images.read(file).width() > 300);
    }
    String page = Files.readString(folder.resolve("exp/attention.html"));
    assertEquals(pictures, page.split("src=\"data:image/png;base64,", -1).length - 1);
    assertFalse(page.contains("://"), "refers to the network");
  }

  @Test
  void modelsWithoutAttentionAreRefused() throws IOException {
    CommandRun run = run();
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("has no attention module"), run.err());
  }

  @Test
  void heatIsWhereTheWeightIs() {
    RgbImage grey = RgbImage.blank(64, 32);
    Arrays.fill(grey.data(), (byte) 128);
    Letterbox letterbox = Letterbox.plan(32, 64, 64, 64, true, true, 32);
    double[] map = new double[2 * 4];
    map[5] = 1; // the second row, the second of four columns: pixels 16 to 31, 16 to 31
    RgbImage drawn = new HeatMap(grey, letterbox).draw(Tensor.of(map, 2, 4));
    assertEquals(64, drawn.width());
    assertTrue(drawn.height() > 32, "a scale below");
    int hot = brightness(drawn, 24, 24);
    for (int[] pixel : new int[][] {{4, 4}, {60, 4}, {60, 28}, {40, 24}, {24, 7}}) {
      assertTrue(hot > 100 + brightness(drawn, pixel[0], pixel[1]), Arrays.toString(pixel));
    }
  }

  @Test
  void barsAreSorted() {
    RgbImage chart = BarChart.sorted(new double[] {0.2, 0.8, 0.5});
    int[] heights = new int[3];
    for (int bar = 0; bar < 3; bar++) {
      int x = 80 + bar * 800 / 3 + 133;
      for (int y = 0; y < chart.height(); y++) {
        heights[bar] += brightness(chart, x, y) < 600 ? 1 : 0;
      }
    }
    assertTrue(heights[0] > heights[1] && heights[1] > heights[2], Arrays.toString(heights));
    assertTrue(heights[2] > 0, "the least is seen as well");
  }

  private static int brightness(RgbImage image, int x, int y) {
    return image.get(x, y, 0) + image.get(x, y, 1) + image.get(x, y, 2);
  }
}
