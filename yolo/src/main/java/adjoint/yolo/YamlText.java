package adjoint.yolo;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Parses YAML 1.2 with its core schema. */
public final class YamlText {
  private YamlText() {}

  /** Where a text is not YAML, and why. */
  public static final class YamlException extends Exception {
    private static final long serialVersionUID = 1;

    YamlException(String place, String problem) {
      super(place + ": " + problem);
    }
  }

  /**
   * Parses one document.
   *
   * @return maps, lists, text, numbers, truth values and null
   * @throws YamlException if it is no YAML; the message is to be appended to the source's name
   */
  public static Object parse(String text) throws YamlException {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    try {
      return new Load(settings).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      String place =
          e.getProblemMark()
              .map(mark -> ", line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
              .orElse("");
      throw new YamlException(place, "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new YamlException("", "this is not YAML: " + first);
    } catch (StackOverflowError e) {
      throw new YamlException("", "the brackets are nested too deeply");
    }
  }
}
