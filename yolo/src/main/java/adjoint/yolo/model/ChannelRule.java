package adjoint.yolo.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * How a row's arguments become its module's arguments, and how many channels leave the row. The
 * constants are the rules of YOLOv5's model files; a block of one's own needs {@link #SCALED} if
 * its row names output channels, {@link #UNCHANGED} or {@link #INPUT_FIRST} if it keeps the
 * channels.
 */
@FunctionalInterface
public interface ChannelRule {
  /** As many channels leave as arrive; the module's arguments are the row's. */
  ChannelRule UNCHANGED = (context, arguments) -> Resolution.of(context.inputChannel(), arguments);

  /**
   * The row's first argument is the number of output channels. It is multiplied by the width
   * multiple and rounded up to a multiple of 8, unless it is the detector's own output count. The
   * module's arguments are (input channels, output channels, the row's others).
   */
  ChannelRule SCALED = (context, arguments) -> scaled(context, arguments, false);

  /**
   * Like {@link #SCALED}, for a module that repeats something inside: its arguments are (input
   * channels, output channels, repeats, the row's others), and it is itself built once.
   */
  ChannelRule SCALED_WITH_REPEATS = (context, arguments) -> scaled(context, arguments, true);

  /**
   * As many channels leave as arrive. The row's first argument, if any, is a channel count that
   * only informs the reader; the module's arguments are (input channels, the row's others).
   */
  ChannelRule INPUT_FIRST =
      (context, arguments) -> {
        List<Object> all = new ArrayList<>(List.of(context.inputChannel()));
        all.addAll(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
        return new Resolution(context.inputChannel(), all, Set.of(0), false);
      };

  /**
   * Applies the rule.
   *
   * @param arguments the row's, with the names {@code nc}, {@code anchors}, ... replaced
   * @throws IllegalArgumentException if the rule does not fit the row
   */
  Resolution resolve(RowContext context, List<Object> arguments);

  /**
   * What a rule gives.
   *
   * @param outputChannels channels that leave the row
   * @param arguments the module's arguments
   * @param supplied positions in {@code arguments} that the row did not write
   * @param repeatsInside whether the module repeats something inside, so that it is built once
   */
  record Resolution(
      int outputChannels, List<Object> arguments, Set<Integer> supplied, boolean repeatsInside) {
    /** Makes the list unmodifiable; it may hold null. */
    public Resolution {
      arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
      supplied = Set.copyOf(supplied);
    }

    /** The row's own arguments. */
    public static Resolution of(int outputChannels, List<Object> arguments) {
      return new Resolution(outputChannels, arguments, Set.of(), false);
    }
  }

  private static Resolution scaled(RowContext context, List<Object> arguments, boolean repeats) {
    if (arguments.isEmpty()
        || !(arguments.get(0) instanceof Integer wanted)
        || wanted < 1
        || wanted > 65536) {
      throw new IllegalArgumentException(
          "the first argument must be the number of output channels, 1 to 65536, got "
              + (arguments.isEmpty() ? "none" : PythonText.of(arguments.get(0))));
    }
    int outputs =
        wanted == context.model().detectorOutputs()
            ? wanted
            : (int) Math.ceil(wanted * context.model().widthMultiple() / 8) * 8;
    List<Object> all = new ArrayList<>(List.of(context.inputChannel(), outputs));
    if (repeats) {
      all.add(context.repeats());
    }
    all.addAll(arguments.subList(1, arguments.size()));
    return new Resolution(outputs, all, repeats ? Set.of(0, 2) : Set.of(0), repeats);
  }
}
