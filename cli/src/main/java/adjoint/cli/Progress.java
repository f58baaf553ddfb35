package adjoint.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Lines of text with a progress bar kept below them, where standard error is a terminal and there
 * is enough to do; without the bar otherwise.
 */
final class Progress implements AutoCloseable {
  private static final int MANY = 4;
  private static final int WIDTH = 80;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final PrintWriter err;
  private final Line line;
  private final ProgressBar bar;

  /**
   * Starts.
   *
   * @param task what is being done, in a word
   * @param steps how many steps it takes
   * @param out where the lines go
   * @param err where the warnings go
   */
  Progress(String task, int steps, PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
    if (steps < MANY || !Boolean.getBoolean("adjoint.terminal")) {
      line = null;
      bar = null;
      return;
    }
    line = new Line(System.err, width());
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(line)
            .build();
  }

  private static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : WIDTH;
  }

  /** Prints a line above the bar. */
  void print(String text) {
    print(text, out);
  }

  /** Prints a warning above the bar. */
  void warn(String text) {
    print(text, err);
  }

  private void print(String text, PrintWriter target) {
    Runnable printing =
        () -> {
          target.println(text);
          target.flush();
        };
    if (line == null) {
      printing.run();
    } else {
      line.above(printing);
    }
  }

  /** Counts one step. */
  void step() {
    if (bar != null) {
      bar.step();
    }
  }

  /** Shows a text behind the bar. */
  void detail(String text) {
    if (bar != null) {
      bar.setExtraMessage(" " + text);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }

  /** The bar's line on the terminal; erased while something else is printed. */
  private static final class Line implements ProgressBarConsumer {
    private final PrintStream terminal;
    private final int width;
    private String shown = "";

    Line(PrintStream terminal, int width) {
      this.terminal = terminal;
      this.width = width;
    }

    @Override
    public int getMaxRenderedLength() {
      return width - 1;
    }

    @Override
    public synchronized void accept(String rendered) {
      shown = rendered;
      terminal.print("\r" + rendered);
      terminal.flush();
    }

    synchronized void above(Runnable printing) {
      terminal.print(ERASE_LINE);
      terminal.flush();
      printing.run();
      terminal.print(shown);
      terminal.flush();
    }

    @Override
    public void clear() {
      terminal.print(ERASE_LINE);
    }

    @Override
    public synchronized void close() {
      terminal.print(ERASE_LINE);
      terminal.flush();
    }
  }
}
