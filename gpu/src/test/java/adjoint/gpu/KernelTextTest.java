package adjoint.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import adjoint.gpu.kernels.ConvolutionF32;
import adjoint.gpu.kernels.ConvolutionF64;
import adjoint.gpu.kernels.ConvolutionInputGradientF32;
import adjoint.gpu.kernels.ConvolutionInputGradientF64;
import adjoint.gpu.kernels.ConvolutionWeightGradientF32;
import adjoint.gpu.kernels.ConvolutionWeightGradientF64;
import adjoint.gpu.kernels.MatrixProductF32;
import adjoint.gpu.kernels.MatrixProductF64;
import adjoint.gpu.kernels.TiledKernel;
import com.aparapi.internal.model.ClassModel;
import com.aparapi.internal.writer.KernelWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The OpenCL text that Aparapi makes of each kernel, which needs no device. After an intended
 * change {@code -Dadjoint.golden.update=true} writes the files anew.
 */
class KernelTextTest {
  private static final Path FOLDER = Path.of("src/test/resources/kernels");

  static Stream<TiledKernel> singlePrecision() {
    return Stream.of(
        new MatrixProductF32(),
        new ConvolutionF32(),
        new ConvolutionInputGradientF32(),
        new ConvolutionWeightGradientF32());
  }

  static Stream<List<TiledKernel>> pairs() {
    return Stream.of(
        List.of(new MatrixProductF32(), new MatrixProductF64()),
        List.of(new ConvolutionF32(), new ConvolutionF64()),
        List.of(new ConvolutionInputGradientF32(), new ConvolutionInputGradientF64()),
        List.of(new ConvolutionWeightGradientF32(), new ConvolutionWeightGradientF64()));
  }

  private static String text(TiledKernel kernel) throws Exception {
    ClassModel model = ClassModel.createClassModel(kernel.getClass());
    return KernelWriter.writeToString(model.getEntrypoint("run", kernel));
  }

  @ParameterizedTest
  @MethodSource("singlePrecision")
  void theTextIsTheOneThatWasLookedAt(TiledKernel kernel) throws Exception {
    Path file = FOLDER.resolve(kernel.getClass().getSimpleName() + ".cl");
    String text = text(kernel);
    if (Boolean.getBoolean("adjoint.golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertEquals(Files.readString(file), text);
  }

  /** The kernels in double precision are those in single precision with the other type. */
  @ParameterizedTest
  @MethodSource("pairs")
  void bothPrecisionsAreTheSameKernel(List<TiledKernel> pair) throws Exception {
    String expected =
        text(pair.get(0))
            .replace("float", "double")
            .replace("F32", "F64")
            .replaceAll("(?<=\\d)f\\b", "");
    String actual =
        text(pair.get(1)).replaceAll("(?m)^#pragma OPENCL EXTENSION cl_khr_fp64.*\\R+", "");
    assertEquals(normalised(expected), normalised(actual));
  }

  private static String normalised(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
