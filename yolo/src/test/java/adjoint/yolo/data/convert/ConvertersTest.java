package adjoint.yolo.data.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.io.FormatException;
import adjoint.yolo.data.DataSet;
import adjoint.yolo.data.LabelledImages;
import adjoint.yolo.image.Images;
import adjoint.yolo.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvertersTest {
  private static final String COCO =
      """
      {"info": {"year": 2017, "x": [1, {"y": null}]},
       "annotations": [
        {"id": 1, "image_id": 7, "category_id": 18, "bbox": [10, 5, 20, 10], "iscrowd": 0,
         "segmentation": [[10, 5, 30, 5, 20, 15]], "area": 100.5},
        {"id": 2, "image_id": 7, "category_id": 3, "bbox": [30.5, 10, 20, 10], "iscrowd": 0,
         "segmentation": {"counts": [1, 2], "size": [20, 40]}},
        {"id": 3, "image_id": 7, "category_id": 3, "bbox": [0, 0, 5, 5], "iscrowd": 1},
        {"id": 4, "image_id": 7, "category_id": 3, "bbox": [0, 0, 0, 5]}],
       "images": [
        {"id": 7, "file_name": "sub/a.png", "width": 40, "height": 20},
        {"id": 9, "file_name": "b.png", "width": 40, "height": 20},
        {"id": 8, "file_name": "gone.png", "width": 40, "height": 20}],
       "categories": [{"id": 18, "name": "dog"}, {"id": 3, "name": "car"}]}
      """;

  private static final String VOC =
      """
      <annotation><filename>a.jpg</filename>
        <size><width>100</width><height>50</height><depth>3</depth></size>
        <object><name>dog</name><pose>Left</pose><difficult>0</difficult>
          <bndbox><xmin>11</xmin><ymin>6</ymin><xmax>30</xmax><ymax>25</ymax></bndbox>
          <part><name>head</name>
            <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part>
        </object>
        <object><name>cat</name><difficult>1</difficult>
          <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>100</xmax><ymax>50</ymax></bndbox></object>
      </annotation>
      """;

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();
  private Path pictures;
  private Path target;

  @BeforeEach
  void makePictures() throws IOException {
    pictures = folder.resolve("pictures");
    target = folder.resolve("target");
    Files.createDirectories(pictures.resolve("sub"));
    Images.write(pictures.resolve("sub/a.png"), RgbImage.blank(40, 20));
    Images.write(pictures.resolve("b.png"), RgbImage.blank(40, 20));
  }

  private Conversion coco(String json, String split, boolean outlines) throws IOException {
    Path file = Files.writeString(folder.resolve("instances.json"), json);
    return CocoConverter.convert(file, pictures, split, target, outlines, false, log::add);
  }

  @Test
  void cocoBoxesBecomeRows() throws IOException {
    assertEquals(new Conversion(2, 2, 1, 2), coco(COCO, "train", false));
    assertEquals(1, log.size());
    assertTrue(log.get(0).contains("gone.png"), log.get(0));
    DataSet data = DataSet.read(target);
    assertEquals(List.of("car", "dog"), data.names());
    LabelledImages images = LabelledImages.read(data, "train", line -> {});
    assertEquals(2, images.size());
    assertTrue(images.file(1).endsWith(Path.of("images/train/sub/a.png")));
    assertArrayEquals(new float[] {1, .5f, .5f, .5f, .5f}, images.labels(1)[0], 1e-6f);
    assertArrayEquals(
        new float[] {0, (30.5f + 40) / 80, .75f, 9.5f / 40, .5f},
        images.labels(1)[1],
        1e-6f,
        "cut off at the picture's edge");
    coco(COCO, "val", false);
    assertTrue(DataSet.read(target).has("train") && DataSet.read(target).has("val"));
  }

  @Test
  void cocoOutlinesAreReadBackAsOutlines() throws IOException {
    coco(COCO, "train", true);
    LabelledImages images = LabelledImages.read(DataSet.read(target), "train", line -> {});
    assertArrayEquals(new float[] {1, .5f, .5f, .5f, .5f}, images.labels(1)[0], 1e-6f);
    assertEquals(8, images.outline(1, 0).length, "a triangle and its first corner once more");
    assertEquals(8, images.outline(1, 1).length, "a box beside an outline becomes one");
    assertEquals(9.5f / 40, images.labels(1)[1][3], 1e-6f);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"image_id\": 7   | \"image_id\": 70   | image 70",
        "\"category_id\": 3| \"category_id\": 4 | category 4",
        "\"bbox\": [10,    | \"bbox\": [10, 1,  | bbox of 4 numbers",
        "sub/a.png         | ../a.png           | inside the folder",
        "sub/a.png         | /etc/a.png         | inside the folder",
        "\"images\"        | \"pictures\"       | images is missing",
        "\"width\": 40     | \"width\": 0       | width",
        "}]}               | }]                 | without an end",
      })
  void cocoFilesThatCannotBeUsedAreRefused(String from, String to, String expected) {
    String json = COCO.replace(from.strip(), to.strip());
    FormatException e = assertThrows(FormatException.class, () -> coco(json, "train", false));
    assertTrue(e.getMessage().contains(expected.strip()), e.getMessage());
  }

  @Test
  void splitsMustHaveTheSameClasses() throws IOException {
    coco(COCO, "train", false);
    FormatException e =
        assertThrows(
            FormatException.class, () -> coco(COCO.replace("\"car\"", "\"bus\""), "val", false));
    assertTrue(e.getMessage().contains("other classes"), e.getMessage());
  }

  private Conversion voc(boolean difficult, boolean link) throws IOException {
    return VocConverter.convert(folder.resolve("VOC"), target, difficult, link, log::add);
  }

  private Path writeVoc(String annotation) throws IOException {
    Path root = folder.resolve("VOC");
    Files.createDirectories(root.resolve("JPEGImages"));
    Files.createDirectories(root.resolve("Annotations"));
    Images.write(root.resolve("JPEGImages/a.jpg"), RgbImage.blank(100, 50));
    Images.write(root.resolve("JPEGImages/b.jpg"), RgbImage.blank(100, 50));
    Files.writeString(root.resolve("Annotations/a.xml"), annotation);
    Files.writeString(
        root.resolve("Annotations/b.xml"), annotation.replaceAll("<size>.*</size>", ""));
    return root;
  }

  @Test
  void vocObjectsBecomeRows() throws IOException {
    writeVoc(VOC);
    assertEquals(new Conversion(2, 2, 0, 2), voc(false, false));
    DataSet data = DataSet.read(target);
    assertEquals(List.of("cat", "dog"), data.names());
    LabelledImages images = LabelledImages.read(data, "train", line -> {});
    for (int i = 0; i < 2; i++) {
      assertArrayEquals(new float[] {1, .2f, .3f, .2f, .4f}, images.labels(i)[0], 1e-6f);
      assertEquals(1, images.labels(i).length);
    }
    assertEquals(new Conversion(2, 4, 0, 0), voc(true, true));
    assertTrue(Files.isSymbolicLink(target.resolve("images/train/a.jpg")));
    assertEquals(2, LabelledImages.read(data, "train", line -> {}).labels(0).length);
  }

  @Test
  void vocListsAreTheSplits() throws IOException {
    Path lists = Files.createDirectories(writeVoc(VOC).resolve("ImageSets/Main"));
    Files.writeString(lists.resolve("train.txt"), "a\n");
    Files.writeString(lists.resolve("val.txt"), "b  1\nnone\n");
    assertEquals(new Conversion(2, 2, 1, 2), voc(false, false));
    DataSet data = DataSet.read(target);
    assertTrue(data.images("val").get(0).endsWith("b.jpg"));
    assertFalse(data.has("test"));
    assertTrue(log.get(0).contains("none"), log.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<annotation>                | <annotation><b>               | XML",
        "<xmin>11</xmin>             | <xmin>left</xmin>             | number",
        "<xmin>11</xmin>             | ''                            | xmin",
        "<name>dog</name>            | ''                            | name",
      })
  void vocFilesThatCannotBeUsedAreRefused(String from, String to, String expected)
      throws IOException {
    writeVoc(VOC.replace(from.strip(), to.strip()));
    FormatException e = assertThrows(FormatException.class, () -> voc(false, false));
    assertTrue(e.getMessage().contains(expected.strip()), e.getMessage());
    assertTrue(e.getMessage().contains(".xml"), e.getMessage());
  }

  @Test
  void entitiesAreNeverResolved() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    String type = "<!DOCTYPE annotation [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>";
    writeVoc(type + VOC.replace("<name>dog</name>", "<name>&e;</name>"));
    FormatException e = assertThrows(FormatException.class, () -> voc(false, false));
    assertTrue(e.getMessage().contains("document types"), e.getMessage());
    String laughs =
        "<!DOCTYPE annotation [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>";
    writeVoc(laughs + VOC.replace("<name>dog</name>", "<name>&b;</name>"));
    assertThrows(FormatException.class, () -> voc(false, false));
  }

  @Test
  void missingFoldersAreNamed() {
    assertThrows(NoSuchFileException.class, () -> voc(false, false));
  }
}
