package adjoint.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Code blocks of a page, compiled and run. */
final class DocumentedCode {
  private static final Pattern CLASS = Pattern.compile("(?m)^public (?:final )?class (\\w+)");

  private final Path folder;

  /** Works in an empty folder. */
  DocumentedCode(Path folder) {
    this.folder = folder;
  }

  /** The blocks of a language, in the page's order. */
  static List<String> blocks(Path page, String language) throws IOException {
    Pattern pattern = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    Matcher matcher = pattern.matcher(Files.readString(page));
    List<String> blocks = new ArrayList<>();
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  /** Compiles sources that may use one another. */
  void compile(List<String> sources) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String source : sources) {
      Matcher name = CLASS.matcher(source);
      assertTrue(name.find(), "no public class in:\n" + source);
      files.add(Files.writeString(folder.resolve(name.group(1) + ".java"), source));
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "--release",
              "17",
              "-proc:none",
              "-classpath",
              System.getProperty("java.class.path"),
              "-d",
              folder.toString());
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertTrue(compiled, messages.toString());
    }
  }

  /** Something done with a compiled class. */
  interface Use {
    void with(Class<?> compiled) throws Exception;
  }

  void use(String name, Use use) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      use.with(loader.loadClass(name));
    }
  }

  /** What a program prints. */
  String run(String name, String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      use(name, main -> main.getMethod("main", String[].class).invoke(null, (Object) arguments));
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
