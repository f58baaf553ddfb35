package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands dataset and convert. */
class DataCommandsTest {
  @TempDir Path folder;

  @Test
  void theDataSetOfShapesIsWritten() throws IOException {
    Path target = folder.resolve("shapes");
    CommandRun run =
        CommandRun.of("dataset", "--dir", target.toString(), "--images", "20", "--size", "40");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().startsWith("train: 16 pictures"), run.out());
    assertTrue(run.out().contains("circle, ring, triangle, square, star, cross"), run.out());
    assertTrue(Files.exists(target.resolve("data.yaml")));
    assertTrue(Files.exists(target.resolve("images/test/000001.png")));
    assertTrue(Files.exists(target.resolve("labels/val/000001.txt")));
  }

  @Test
  void sizesAndPlacesThatCannotBeUsedAreRefused() throws IOException {
    assertTrue(CommandRun.refused("dataset", "--images", "3").contains("10 or more"));
    assertTrue(CommandRun.refused("dataset", "--size", "3").contains("from 32"));
    Path file = Files.writeString(folder.resolve("file"), "");
    assertTrue(CommandRun.refused("dataset", "--dir", file.toString()).contains("file"));
  }

  @Test
  void aConversionSaysWhatItDid() throws IOException {
    Path shapes = folder.resolve("shapes");
    CommandRun.of("dataset", "--dir", shapes.toString(), "--images", "10", "--size", "40");
    Path json =
        Files.writeString(
            folder.resolve("instances.json"),
            """
            {"images": [{"id": 1, "file_name": "000000.png", "width": 40, "height": 40},
                        {"id": 2, "file_name": "gone.png", "width": 40, "height": 40}],
             "annotations": [{"image_id": 1, "category_id": 5, "bbox": [1, 1, 20, 20]}],
             "categories": [{"id": 5, "name": "thing"}]}
            """);
    Path target = folder.resolve("coco");
    String pictures = shapes.resolve("images/train").toString();
    CommandRun run =
        CommandRun.of(
            "convert",
            "coco",
            "--json",
            json.toString(),
            "--images",
            pictures,
            "--split",
            "val",
            "--dir",
            target.toString());
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().startsWith("1 pictures, 1 labels; 1 pictures missing"), run.out());
    assertTrue(run.err().contains("gone.png"), run.err());
    assertEquals(
        "0 0.275 0.275 0.5 0.5\n", Files.readString(target.resolve("labels/val/000000.txt")));
  }

  @Test
  void conversionsOfWhatIsNotThereAreRefused() throws IOException {
    String nothing = folder.resolve("nothing").toString();
    assertTrue(CommandRun.refused("convert").contains("coco or voc"));
    assertTrue(CommandRun.refused("convert", "voc", "--source", nothing).contains("nothing"));
    assertTrue(
        CommandRun.refused("convert", "coco", "--json", nothing, "--images", folder.toString())
            .contains("nothing"));
    Path text = Files.writeString(folder.resolve("text.json"), "words");
    assertTrue(
        CommandRun.refused(
                "convert", "coco", "--json", text.toString(), "--images", folder.toString())
            .contains("text.json"));
  }
}
