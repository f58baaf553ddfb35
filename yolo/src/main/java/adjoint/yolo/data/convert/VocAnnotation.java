package adjoint.yolo.data.convert;

import adjoint.tensor.io.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One picture's annotation file of Pascal VOC.
 *
 * @param width columns of the picture; 0 if the file does not say
 * @param height rows of the picture; 0 if the file does not say
 * @param objects in the file's order
 */
record VocAnnotation(int width, int height, List<Labelled> objects) {
  private static final int DEEPEST = 32;

  /** An object with its edges in pixels, of which the first has the number 1. */
  record Labelled(
      String name, boolean difficult, double left, double top, double right, double bottom) {}

  /**
   * Reads a file. Document types and entities of its own are refused.
   *
   * @throws FormatException if it is no XML, or an object lacks its name or box
   */
  static VocAnnotation read(Path file) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try (InputStream input = Files.newInputStream(file)) {
      XMLStreamReader xml = factory.createXMLStreamReader(input);
      try {
        return new Parser(file, xml).parse();
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
      throw new FormatException(file, -1, "this is not readable XML: " + reason);
    }
  }

  private static final class Parser {
    private final Path file;
    private final XMLStreamReader xml;
    private final Deque<String> path = new ArrayDeque<>();
    private final List<Labelled> objects = new ArrayList<>();
    private int width;
    private int height;
    private String name;
    private boolean difficult;
    private final double[] edges = new double[4];

    Parser(Path file, XMLStreamReader xml) {
      this.file = file;
      this.xml = xml;
    }

    VocAnnotation parse() throws XMLStreamException, FormatException {
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw error("document types and entities are not accepted");
          case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
          case XMLStreamConstants.CHARACTERS -> text(xml.getText().strip());
          case XMLStreamConstants.END_ELEMENT -> end(path.removeLast());
          default -> {
            // Comments, spaces and processing instructions say nothing about the objects.
          }
        }
      }
      return new VocAnnotation(width, height, List.copyOf(objects));
    }

    private void start(String element) throws FormatException {
      path.addLast(element);
      if (path.size() > DEEPEST) {
        throw error("elements are nested deeper than " + DEEPEST + " levels");
      }
      if (place().equals("annotation/object")) {
        name = null;
        difficult = false;
        Arrays.fill(edges, Double.NaN);
      }
    }

    private String place() {
      return String.join("/", path);
    }

    private void text(String text) throws FormatException {
      if (text.isEmpty()) {
        return;
      }
      switch (place()) {
        case "annotation/size/width" -> width = (int) number(text);
        case "annotation/size/height" -> height = (int) number(text);
        case "annotation/object/name" -> name = text;
        case "annotation/object/difficult" -> difficult = number(text) != 0;
        case "annotation/object/bndbox/xmin" -> edges[0] = number(text);
        case "annotation/object/bndbox/ymin" -> edges[1] = number(text);
        case "annotation/object/bndbox/xmax" -> edges[2] = number(text);
        case "annotation/object/bndbox/ymax" -> edges[3] = number(text);
        default -> {
          // The parts of a person, the pose, the source and so on.
        }
      }
    }

    private void end(String element) throws FormatException {
      if (!element.equals("object") || path.size() != 1) {
        return;
      }
      for (double edge : edges) {
        if (name == null || !Double.isFinite(edge)) {
          throw error("an object needs a name and a bndbox with xmin, ymin, xmax and ymax");
        }
      }
      objects.add(new Labelled(name, difficult, edges[0], edges[1], edges[2], edges[3]));
    }

    private double number(String text) throws FormatException {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw error(place() + " must be a number, got " + text);
      }
    }

    private FormatException error(String problem) {
      return new FormatException(
          file, -1, "line " + xml.getLocation().getLineNumber() + ": " + problem);
    }
  }
}
