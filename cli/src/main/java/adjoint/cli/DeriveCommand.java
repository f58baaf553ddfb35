package adjoint.cli;

import adjoint.autograd.catalog.Operation;
import adjoint.autograd.explain.DerivationPage;
import adjoint.autograd.explain.DerivationText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    footer = {"  adjoint derive softmax", "  adjoint derive sqrt --html sqrt.html"})
final class DeriveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The operation.")
  private String name;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a self-contained page instead.")
  private Path html;

  @Override
  public Integer call() throws IOException {
    Operation operation = OperationNames.select(spec.commandLine(), List.of(name)).get(0);
    PrintWriter out = spec.commandLine().getOut();
    if (html == null) {
      out.print(DerivationText.write(operation));
    } else {
      Files.writeString(html, DerivationPage.write(operation));
      out.println("Written to " + html);
    }
    out.flush();
    return 0;
  }
}
