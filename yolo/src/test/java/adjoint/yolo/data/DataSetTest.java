package adjoint.yolo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.io.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetTest {
  @TempDir Path folder;

  @BeforeEach
  void makePictures() throws IOException {
    for (String name :
        List.of(
            "a/images/2.jpg",
            "a/images/10.png",
            "a/images/sub/1.JPG",
            "a/images/notes.txt",
            "a/images/.hidden.png",
            "b/images/3.bmp",
            "b/more/4.jpg")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  private List<String> pictures(String yaml) throws IOException {
    DataSet data = DataSet.read(TestSets.yaml(folder, yaml));
    return data.images("train").stream()
        .map(file -> folder.toAbsolutePath().relativize(file).toString().replace('\\', '/'))
        .toList();
  }

  private String refused(String yaml) {
    FormatException e = assertThrows(FormatException.class, () -> pictures(yaml));
    assertTrue(e.getMessage().contains("data.yaml"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    return e.getMessage();
  }

  @Test
  void aFolderIsSearchedToItsDepthAndSortedAsText() throws IOException {
    assertEquals(
        List.of("a/images/10.png", "a/images/2.jpg", "a/images/sub/1.JPG"),
        pictures("train: a/images\nnames: [x]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path: .\ntrain: a/images\n",
        "path: a\ntrain: images\n",
        "path: a\ntrain: ./images/\n",
        "train: ../a/images\n",
        "path: b\ntrain: ../a/images\n",
        "train: [a/images]\n",
      })
  void relativePathsCountFromTheKeyPathAndTheFileItself(String yaml) throws IOException {
    assertEquals(3, pictures(yaml + "names: [x]").size());
  }

  @Test
  void absolutePathsAreTaken() throws IOException {
    assertEquals(3, pictures("train: " + folder.resolve("a/images") + "\nnames: [x]").size());
    assertEquals(
        3, pictures("path: " + folder.resolve("a") + "\ntrain: images\nnames: [x]").size());
  }

  @Test
  void listsJoinFoldersAndPatternsAndDropRepetitions() throws IOException {
    assertEquals(
        List.of("a/images/10.png", "a/images/2.jpg", "a/images/sub/1.JPG", "b/images/3.bmp"),
        pictures("train:\n  - b/images\n  - a/images\n  - a/images/2.jpg\nnames: [x]"));
    assertEquals(
        List.of("a/images/10.png", "a/images/2.jpg", "a/images/sub/1.JPG", "b/images/3.bmp"),
        pictures("train: '*/images'\nnames: [x]"));
    assertEquals(
        List.of("a/images/2.jpg", "b/more/4.jpg"), pictures("train: '*/*/*.jpg'\nnames: [x]"));
  }

  @Test
  void aTextFileListsPictures() throws IOException {
    Files.writeString(
        folder.resolve("a/list.txt"),
        "./images/2.jpg\n\n  images/10.png \nb/more/4.jpg\nimages/notes.txt\n"
            + folder.resolve("b/images/3.bmp")
            + "\r\n./images/gone.jpg\n");
    assertEquals(
        List.of(
            "a/images/10.png",
            "a/images/2.jpg",
            "a/images/gone.jpg",
            "b/images/3.bmp",
            "b/more/4.jpg"),
        pictures("train: a/list.txt\nnames: [x]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "names: [cat, 'a dog', 3]              | [cat, a dog, 3]",
        "names: {1: dog, 0: cat}               | [cat, dog]",
        "nc: 2                                 | [class0, class1]",
        "nc: 1, names: [cat]                   | [cat]",
      })
  void namesAreAListOrAMap(String keys, String expected) throws IOException {
    Path yaml = TestSets.yaml(folder, "{train: a/images, " + keys.strip() + "}");
    assertEquals(expected.strip(), DataSet.read(yaml).names().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{names: [x]}                                | train, val and test",
        "{train: a/images}                           | names",
        "{train: a/images, nc: 3, names: [x, y]}     | nc is 3, but names has 2",
        "{train: a/images, nc: 0}                    | nc",
        "{train: a/images, nc: many}                 | nc",
        "{train: a/images, names: []}                | names is empty",
        "{train: a/images, names: word}              | names must be",
        "{train: a/images, names: [[x]]}             | class name",
        "{train: a/images, names: {0: x, 2: y}}      | 1 is missing",
        "{train: 7, names: [x]}                      | train",
        "{train: [], names: [x]}                     | train",
        "{train: c/images, names: [x]}               | no c/images",
        "{train: '*.gif', names: [x]}                | *.gif",
        "{path: [a], train: a/images, names: [x]}    | path",
        "{val: a/images, names: [x]}                 | the key train is missing",
        "[1, 2]                                      | map",
        "{train: a/images                            | not YAML",
      })
  void descriptionsThatCannotBeUsedAreRefused(String yaml, String expected) {
    String message = refused(yaml.strip());
    assertTrue(message.contains(expected.strip()), message);
  }

  @Test
  void aFolderWithoutPicturesIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    assertTrue(refused("train: empty\nnames: [x]").contains("empty holds no pictures"));
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path yaml = folder.resolve("data.yaml");
    Files.write(yaml, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1, 2});
    assertThrows(FormatException.class, () -> DataSet.read(yaml));
    Files.write(folder.resolve("list.txt"), new byte[] {(byte) 0xFF, (byte) 0xD8});
    assertTrue(refused("train: list.txt\nnames: [x]").contains("list.txt"));
  }

  @Test
  void aFolderStandsForItsDescription() throws IOException {
    assertThrows(FormatException.class, () -> DataSet.read(folder));
    Files.writeString(folder.resolve("some.yml"), "val: a/images\nnames: [x]");
    DataSet data = DataSet.read(folder);
    assertEquals(folder.resolve("some.yml"), data.file());
    assertTrue(data.has("val"));
    assertFalse(data.has("train"));
    Files.writeString(folder.resolve("other.yaml"), "");
    assertThrows(FormatException.class, () -> DataSet.read(folder), "two files");
    TestSets.yaml(folder, "train: a/images\nnames: [x]");
    assertTrue(DataSet.read(folder).has("train"));
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("none.yaml");
    NoSuchFileException e = assertThrows(NoSuchFileException.class, () -> DataSet.read(missing));
    assertTrue(e.getMessage().contains("none.yaml"));
  }
}
