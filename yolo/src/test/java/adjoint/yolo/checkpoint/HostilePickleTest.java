package adjoint.yolo.checkpoint;

import static adjoint.yolo.checkpoint.CheckpointWriter.reference;
import static adjoint.yolo.checkpoint.CheckpointWriter.tensor;
import static adjoint.yolo.checkpoint.CheckpointWriter.vector;
import static adjoint.yolo.checkpoint.PickleWriter.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import adjoint.tensor.io.FormatException;
import adjoint.yolo.checkpoint.PickleWriter.Call;
import adjoint.yolo.checkpoint.PickleWriter.Global;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class HostilePickleTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "os,system",
    "posix,system",
    "nt,system",
    "sys,exit",
    "subprocess,Popen",
    "builtins,eval",
    "builtins,exec",
    "__builtin__,getattr",
    "importlib,import_module",
    "os.path,join"
  })
  void refusesWhatRunsCodeEvenIfAllowed(String module, String name) {
    for (int protocol : new int[] {2, 4}) {
      byte[] pickle =
          PickleWriter.write(protocol, new Call(new Global(module, name), "touch /tmp/owned"));
      FormatException error =
          assertThrows(
              FormatException.class,
              () -> PickleMachine.read(pickle, Path.of("x.pt"), 100, Set.of(module + " " + name)));
      assertTrue(error.reason().contains(module + "." + name), error.getMessage());
      assertTrue(error.reason().contains("nothing was run"), error.getMessage());
      assertTrue(error.position() >= 102 && error.position() < 100 + pickle.length);
    }
  }

  @Test
  void refusesNamesThatAreNotOnTheList() {
    FormatException error = refuses(PickleWriter.write(2, new Global("torch", "load")));
    assertTrue(error.reason().contains("torch.load"), error.getMessage());
    error = refuses(PickleWriter.write(4, new Global("torch._utils", "_rebuild_qtensor")));
    assertTrue(error.reason().contains("not on the list"), error.getMessage());
    refuses(PickleWriter.write(4, new Global("collections\nos", "system")));
  }

  @Test
  void refusesOperationsOfOtherKinds() {
    // Text integers, persistent text, INST, OBJ, EXT1, buffers outside the pickle, and one unknown.
    for (int operation : new int[] {'I', 'P', 'i', 'o', 0x82, 0x97, 0x98, 0xFF, 0}) {
      refuses(start().op(operation).raw("x\ny\n".getBytes()).end());
    }
    refuses(new PickleWriter(1).op('N').end());
    refuses(new PickleWriter(6).op('N').end());
  }

  @Test
  void refusesAnEmptyOrUntidyStack() {
    for (int operation :
        new int[] {
          '.', '0', '1', '2', 'a', 'e', 's', 'u', 't', 'l', 'd', 'R', 'b', 'Q', 0x81, 0x92, 0x85,
          0x87, 0x90, 0x91, 0x93, 0x94, 'q'
        }) {
      refuses(start().op(operation).end());
      // A mark with nothing above it is an empty tuple, list, dictionary or set.
      if ("tld\u0091".indexOf(operation) < 0) {
        refuses(start().op('(').op(operation).end());
      }
    }
    refuses(start().op('N').op('N').end());
    refuses(start().op(']').op('(').end());
    refuses(start().op('(').op('N').op('(').op('0').op('e').end());
  }

  @Test
  void refusesValuesOfTheWrongKind() {
    refuses(start().op('N').op('N').op('a').end());
    refuses(start().op(']').op('N').op('N').op('s').end());
    refuses(start().op('}').op('(').op('N').op('u').end());
    refuses(start().op('N').op(')').op('R').end());
    refuses(start().op('N').op('N').op('R').end());
    refuses(start().op('N').op(')').op(0x81).end());
    refuses(start().op('N').op('N').op(0x93).end());
    refuses(start().op('N').op('Q').end());
    refuses(start().op('N').op('N').op('b').end());
    refuses(start().op('h').op(3).end());
    refuses(start().op('j').u32(-1).end());
    refuses(start().op('N').op('r').u32(-1).end());
    // A key that is a list has no hash in Python; a tuple's could take forever.
    refuses(start().op('}').op(']').op('N').op('s').end());
    refuses(start().op('}').op(')').op('N').op('s').end());
  }

  @Test
  void refusesLengthsBeyondThePickle() {
    for (int operation : new int[] {'X', 'B', 'T', 0x8b}) {
      refuses(start().op(operation).u32(0x7FFFFFFF).end());
      refuses(start().op(operation).u32(-1).end());
    }
    for (int operation : new int[] {0x8d, 0x8e, 0x96, 0x95}) {
      refuses(start().op(operation).u64(Long.MAX_VALUE).end());
      refuses(start().op(operation).u64(-1).end());
      refuses(start().op(operation).u64(1L << 32).end());
    }
    refuses(start().op('c').raw("a".repeat(1000).getBytes()).end());
    refuses(start().op(0x8b).u32(2000).raw(new byte[2000]).end());
    refuses(new byte[0]);
    refuses(new byte[] {(byte) 0x80});
  }

  @Test
  void limitsWhatASmallPickleCanDescribe() {
    // A dictionary a byte.
    PickleWriter many = start();
    byte[] dictionaries = new byte[3 << 20];
    Arrays.fill(dictionaries, (byte) '}');
    assertTrue(refuses(many.raw(dictionaries).end()).reason().contains("stack"));

    // A long string, turned into bytes again and again.
    PickleWriter copies = start().value("x".repeat(1 << 20)).op('q').op(0).op('(');
    copies.global(new Global("_codecs", "encode")).op('q').op(1);
    for (int i = 0; i < 10_000; i++) {
      copies.op('h').op(1).op('h').op(0).op(0x85).op('R');
    }
    assertTrue(refuses(copies.end()).reason().contains("MiB"));

    // A long list, copied into dictionaries and sets again and again.
    PickleWriter sets = start().op(']').op('q').op(0).op('(');
    for (int i = 0; i < 10_000; i++) {
      sets.op('N');
    }
    sets.op('e').global(new Global("builtins", "set")).op('q').op(1);
    for (int i = 0; i < 10_000; i++) {
      sets.op('h').op(1).op('h').op(0).op(0x85).op('R').op('0');
    }
    assertTrue(refuses(sets.end()).reason().contains("MiB"));
  }

  @Test
  void survivesListsThatContainThemselvesAndHalfOfTheUniverse() throws IOException {
    // l = []; l.append(l), as a description and as a fact.
    PickleWriter writer = start().op('}').op('(');
    writer.value("loop").op(']').op('q').op(0).op('h').op(0).op('a');
    // Lists of two references to the list before: 2^60 elements to whoever walks them.
    writer.value("doubling").op(']').op('q').op(1);
    for (int i = 2; i < 60; i++) {
      writer.op('0').op(']').op('q').op(i).op('h').op(i - 1).op('a').op('h').op(i - 1).op('a');
    }
    CheckpointWriter checkpoint = new CheckpointWriter();
    writer.value("state_dict").value(map("a", vector(checkpoint.floats(1))));
    byte[] archive = checkpoint.archive(writer.op('u').end());

    Weights weights = Weights.read(file(archive));
    assertEquals(Set.of("a"), weights.state().keySet());
    assertEquals(Map.of(), weights.info());
  }

  @Test
  void refusesModulesThatContainThemselves() throws IOException {
    PickleWriter writer = start().global(new Global("models.yolo", "Model")).op(')').op(0x81);
    writer.op('q').op(0).op('}').op('(').value("_modules").op('}').op('(');
    writer.value("a").op('h').op(0).value("b").op('h').op(0).op('u').op('u').op('b');
    byte[] archive = new CheckpointWriter().archive(writer.end());
    FormatException error = assertThrows(FormatException.class, () -> Weights.read(file(archive)));
    assertTrue(error.reason().contains("nested"), error.getMessage());
  }

  @Test
  void refusesTensorsOutsideTheirStorage() throws IOException {
    Object[][] cases = {
      {0, new Object[] {4}, new Object[] {1}},
      {1, new Object[] {3}, new Object[] {1}},
      {0, new Object[] {2, 2}, new Object[] {2, 1}},
      {3, new Object[0], new Object[0]},
      {4, new Object[] {0}, new Object[] {1}},
      {-1, new Object[] {1}, new Object[] {1}},
      {0, new Object[] {-1}, new Object[] {1}},
      {0, new Object[] {2}, new Object[] {-1}},
      {0, new Object[] {1L << 40}, new Object[] {0}},
      {0, new Object[] {2}, new Object[] {1L << 40}},
      {0, new Object[] {1 << 20, 1 << 20}, new Object[] {0, 0}},
      {0, new Object[] {Integer.MAX_VALUE, 2}, new Object[] {0, Integer.MAX_VALUE}}
    };
    for (Object[] test : cases) {
      CheckpointWriter writer = new CheckpointWriter();
      Object view =
          tensor(writer.floats(1, 2, 3), (int) test[0], (Object[]) test[1], (Object[]) test[2]);
      FormatException error = refusesArchive(writer.write(2, map("the.name", view)));
      assertTrue(error.reason().contains("\"the.name\""), error.getMessage());
      assertTrue(error.position() > 0, error.getMessage());
    }
  }

  @Test
  void refusesStoragesThatAreMissingOrOfAnotherSize() throws IOException {
    CheckpointWriter writer = new CheckpointWriter();
    writer.floats(1, 2, 3);
    for (Object storage :
        List.of(
            reference("FloatStorage", "7", 3),
            reference("FloatStorage", "../0", 3),
            reference("FloatStorage", "0", 2),
            reference("FloatStorage", "0", 4),
            reference("DoubleStorage", "0", 3),
            reference("FloatStorage", "0", -1),
            reference("Tensor", "0", 3),
            reference("ComplexFloatStorage", "0", 3))) {
      Object view = tensor(storage, 0, new Object[] {1}, new Object[] {1});
      refusesArchive(writer.write(2, map("a", view)));
    }
    Object twice =
        map(
            "a", tensor(reference("FloatStorage", "0", 3), 0, new Object[0], new Object[0]),
            "b", tensor(reference("IntStorage", "0", 3), 0, new Object[0], new Object[0]));
    refusesArchive(writer.write(2, twice));
  }

  @Test
  void refusesCallsWithOtherArguments() {
    for (String function :
        List.of("_rebuild_tensor_v2", "_rebuild_tensor_v3", "_rebuild_parameter")) {
      Global global = new Global("torch._utils", function);
      refuses(PickleWriter.write(2, new Call(global)));
      refuses(PickleWriter.write(2, new Call(global, 1, 2, 3, 4, 5, 6, 7)));
    }
    refuses(PickleWriter.write(2, new Call(new Global("collections", "OrderedDict"), 1)));
    refuses(PickleWriter.write(2, new Call(new Global("collections", "OrderedDict"), List.of(1))));
    refuses(PickleWriter.write(2, new Call(new Global("builtins", "set"), "abc")));
    refuses(PickleWriter.write(2, new Call(new Global("_codecs", "encode"), "\u4e2d")));
    refuses(PickleWriter.write(2, new Call(new Global("torch", "Tensor"))));
    refuses(PickleWriter.write(2, new Call(new Global("torch", "FloatStorage"), 5)));
    refuses(PickleWriter.write(2, new Call(new Global("numpy", "dtype"))));
    refuses(
        PickleWriter.write(
            2, new PickleWriter.Built(new Call(new Global("numpy", "dtype"), "f8"), 1)));
    refuses(PickleWriter.write(2, new PickleWriter.Built(List.of(), map())));
  }

  @Test
  void hostileTextCannotControlATerminal() {
    FormatException error =
        refuses(PickleWriter.write(4, new Global("models.\u001b[2J", "x".repeat(5000))));
    assertTrue(error.getMessage().chars().noneMatch(Character::isISOControl));
    assertTrue(error.getMessage().length() < 1200);
  }

  private static PickleWriter start() {
    return new PickleWriter(2);
  }

  private static FormatException refuses(byte[] pickle) {
    return assertThrows(
        FormatException.class, () -> PickleMachine.read(pickle, Path.of("x.pt"), 0, Set.of()));
  }

  private FormatException refusesArchive(byte[] archive) throws IOException {
    Path file = file(archive);
    return assertThrows(FormatException.class, () -> Weights.read(file));
  }

  private Path file(byte[] bytes) throws IOException {
    Path file = folder.resolve("case.pt");
    Files.write(file, bytes);
    return file;
  }
}
