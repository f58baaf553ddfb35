package adjoint.cli;

import adjoint.autograd.catalog.Operation;
import adjoint.autograd.explain.DerivationPage;
import adjoint.autograd.explain.DerivationText;
import adjoint.tensor.io.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how the gradient of an operation is derived. */
@Command(
    name = "derive",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Shows an operation's formula, its gradient, the steps from one to the other,"
            + " and an example in numbers.",
    customSynopsis = "adjoint derive NAME [OPTIONS]",
    sortOptions = false,
    optionListHeading = "%nOptions%n",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:done",
      "1:the page could not be written",
      "2:there is no operation of this name"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  adjoint derive softmax",
      "  adjoint derive sqrtm --html sqrtm.html",
      "  adjoint derive sqrtm --convergence",
      "  adjoint derive simam --json",
    })
final class DeriveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      description = "The operation; the beginning of its name will do where it is the only one.")
  private String name;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a self-contained page instead.")
  private Path html;

  @Option(
      names = "--convergence",
      description =
          "For sqrtm: show the distance to the exact square root for numbers of iterations and"
              + " condition numbers.")
  private boolean convergence;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Operation operation = OperationNames.select(spec.commandLine(), List.of(name)).get(0);
    if (convergence && !operation.name().equals("sqrtm")) {
      throw new ParameterException(
          spec.commandLine(),
          "--convergence is for sqrtm, which iterates; " + operation.name() + " does not");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (html != null) {
      String chapter = DocsChapter.of(operation.name()).map(DocsChapter::toHtml).orElse("");
      Files.writeString(html, DerivationPage.write(operation, chapter));
    }
    if (json) {
      Object report = convergence ? ConvergenceReport.toMaps() : DerivationReport.toMap(operation);
      out.println(Json.writeIndented(report));
    } else if (html != null) {
      out.println("Written to " + html);
    } else {
      out.print(convergence ? ConvergenceReport.text() : DerivationText.write(operation));
    }
    out.flush();
    return 0;
  }
}
