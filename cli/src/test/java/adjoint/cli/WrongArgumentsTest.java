package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongArgumentsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                            | Name a command",
        "find                                        | 'find'",
        "detect                                      | --weights",
        "detect --weights w.pt                       | --source",
        "detect --weigths w.pt                       | did you mean --weights",
        "detect --weights w.pt --source s --img 0    | --img must be from 1",
        "detect --weights w.pt --source s --img -32  | --img must be from 1",
        "detect --weights w.pt --source s --img big  | 'big' is not an int",
        "detect --weights w.pt --source s --imgsz 640 0       | --img must be from 1",
        "detect --weights w.pt --source s --conf-thres 1.5    | --conf-thres must be from 0 to 1",
        "detect --weights w.pt --source s --iou-thres -1      | --iou-thres must be from 0 to 1",
        "detect --weights w.pt --source s --conf-thres NaN    | --conf-thres must be from 0 to 1",
        "detect --weights w.pt --source s --max-det 0         | --max-det must be 1 or more",
        "detect --weights w.pt --source s --classes person    | 'person' is not an int",
        "detect --weights w.pt --source s --device cuda:0     | not one of cpu",
        "detect --weights w.pt --source s --threads 0         | --threads must be 1 or more",
        "detect --weights w.pt --source s --line-thickness 0  | --line-thickness must be 1",
        "detect --weights w.pt --source s --save-conf         | --save-txt",
        "detect --weights w.pt --source no/such/place         | no/such/place: no such file",
        "detect --weights w.pt --source 0                     | cameras",
        "detect --weights w.pt --source rtsp://host/stream    | addresses",
        "detect --weights w.pt --source https://host/a.jpg    | addresses",
        "detect --weights w.pt --source no-such-*.jpg         | matches no picture",
        "detect --weights w.pt --source s --device opencl:999 | --device opencl:999: ",
        "detect --weights w.pt --source s --profile           | add --device opencl",
        "val                                         | --weights",
        "val --weights w.pt                          | --data",
        "val --weights w.pt --data d.yaml            | w.pt: no such file",
        "val --weights w.pt --data d --task study    | --task must be train, val, test, speed",
        "val --weights w.pt --data d --batch-size 0  | --batch-size must be 1 or more",
        "val --weights w.pt --data d --conf-thres 2  | --conf-thres must be from 0 to 1",
        "val --weights w.pt --data d --iou-thres NaN | --iou-thres must be from 0 to 1",
        "val --weights w.pt --data d --max-det 0     | --max-det must be 1 or more",
        "val --weights w.pt --data d --workers -1    | --workers must be 0 or more",
        "val --weights w.pt --data d --threads 0     | --threads must be 1 or more",
        "val --weights w.pt --data d --device cuda   | not one of cpu",
        "val --weights w.pt --data d --save-conf     | --save-txt",
        "val --weights w.pt --data d --img 0         | --img must be from 1",
        "export --weights w.pt                       | --format",
        "export --weights w.pt --format coreml       | --format must be safetensors, npz, onnx",
        "export --weights w.pt --format onnx         | w.pt: no such file",
        "export --weights w.pt --format onnx --opset 9        | --opset must be from 12 to 21",
        "export --weights w.pt --format onnx --batch-size 0   | --batch-size must be 1 or more",
        "export --weights w.pt --format onnx,npz --output x   | --output names one file",
        "summary                                     | --cfg",
        "summary --cfg no-such-model                 | no-such-model",
        "summary --cfg yolov5n --nc 0                | --nc must be 1 or more",
        "summary --cfg yolov5n --img 0               | --img must be from 1",
        "gradcheck sqrrt                             | similar ones: ",
        "derive                                      | NAME",
        "derive no-such-operation                    | no operation is called",
        "derive softmax --convergence                | --convergence is for sqrtm",
        "attention --source a.jpg                    | --weights",
        "attention --weights w.pt                    | --source",
        "attention --weights w.pt --source s --img 0 | --img must be from 1",
        "attention --weights w.pt --source no/place  | no/place: no such file",
        "bench --threads 0                           | --threads must be 1 or more",
      })
  void areRefusedInOneSentence(String arguments, String expected) {
    String[] words = arguments == null ? new String[0] : arguments.split(" +");
    String message = CommandRun.refused(words);
    assertTrue(message.contains(expected), message);
  }

  @Test
  void anEmptyFolderIsRefused() {
    String message = refusedSource(folder);
    assertTrue(message.contains("no picture in this folder"), message);
  }

  @Test
  void aFolderOfOtherFilesIsRefused() throws IOException {
    Files.writeString(folder.resolve("notes.md"), "no picture");
    String message = refusedSource(folder);
    assertTrue(message.contains("no picture in this folder"), message);
  }

  @ParameterizedTest
  @CsvSource({"clip.mp4, videos", "list.txt, streams"})
  void otherKindsOfSourcesAreRefused(String name, String expected) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "anything");
    String message = refusedSource(file);
    assertTrue(message.contains(expected), message);
  }

  @Test
  void missingWeightsAreRefused() throws IOException {
    Path picture = Files.writeString(folder.resolve("picture.jpg"), "anything");
    String message =
        CommandRun.refused("detect", "--weights", "missing.pt", "--source", picture.toString());
    assertTrue(message.contains("missing.pt: no such file"), message);
  }

  @Test
  void aFolderForWeightsIsRefused() throws IOException {
    Path picture = Files.writeString(folder.resolve("picture.jpg"), "anything");
    String message =
        CommandRun.refused(
            "detect", "--weights", folder.toString(), "--source", picture.toString());
    assertTrue(message.contains("a folder"), message);
  }

  private static String refusedSource(Path source) {
    return CommandRun.refused("detect", "--weights", "w.pt", "--source", source.toString());
  }
}
