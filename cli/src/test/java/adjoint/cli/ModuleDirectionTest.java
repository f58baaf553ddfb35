package adjoint.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import adjoint.autograd.Variable;
import adjoint.tensor.Tensor;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Arrows between modules point down: cli, yolo, nn, autograd, tensor; nobody depends on gpu. */
@AnalyzeClasses(packages = "adjoint", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleDirectionTest {
  private static final String[] JDK_ONLY = {"java..", "jdk.incubator.vector.."};

  @ArchTest
  static final ArchRule TENSOR_STANDS_ALONE =
      classes()
          .that()
          .resideInAPackage("adjoint.tensor..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(with(JDK_ONLY, "adjoint.tensor.."));

  @ArchTest
  static final ArchRule AUTOGRAD_STANDS_ON_TENSOR =
      classes()
          .that()
          .resideInAPackage("adjoint.autograd..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "adjoint.tensor..", "adjoint.autograd..");

  @ArchTest
  static final ArchRule NN_STANDS_ON_AUTOGRAD =
      classes()
          .that()
          .resideInAPackage("adjoint.nn..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "adjoint.tensor..", "adjoint.autograd..", "adjoint.nn..");

  @ArchTest
  static final ArchRule YOLO_KNOWS_NO_COMMANDS =
      noClasses()
          .that()
          .resideInAPackage("adjoint.yolo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("adjoint.cli..", "adjoint.gpu..", "picocli..");

  @ArchTest
  static final ArchRule NOBODY_DEPENDS_ON_GPU =
      noClasses()
          .that()
          .resideOutsideOfPackage("adjoint.gpu..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("adjoint.gpu..");

  @ArchTest
  static final ArchRule ONLY_THE_VECTOR_BACKEND_SEES_THE_INCUBATOR =
      noClasses()
          .that()
          .resideOutsideOfPackage("adjoint.tensor.vector..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.incubator.vector..");

  @Test
  void theModuleDescriptorsNameNothingButTheJdk() throws URISyntaxException {
    assertEquals(Set.of("java.base", "jdk.incubator.vector"), requirements(Tensor.class));
    assertEquals(Set.of("java.base", "adjoint.tensor"), requirements(Variable.class));
    assertEquals(Set.of("java.base", "adjoint.autograd"), requirements(adjoint.nn.Module.class));
  }

  /** The modules that the module of a class requires. */
  private static Set<String> requirements(Class<?> member) throws URISyntaxException {
    Path place = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    ModuleDescriptor descriptor = ModuleFinder.of(place).findAll().iterator().next().descriptor();
    Set<String> names = new TreeSet<>();
    descriptor.requires().forEach(required -> names.add(required.name()));
    return names;
  }

  private static String[] with(String[] some, String another) {
    String[] all = java.util.Arrays.copyOf(some, some.length + 1);
    all[some.length] = another;
    return all;
  }
}
