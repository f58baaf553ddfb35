package adjoint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** A page with pictures that needs nothing else. */
final class AttentionPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%1$s</title>
      <style>
      body { font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff;
        max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; }
      h2 { font-size: 1.2rem; margin-top: 2.5rem; border-bottom: 1px solid #ddd; }
      figure { margin: 1.2rem 0; }
      img { max-width: 100%%; height: auto; display: block; }
      figcaption { color: #444; font-size: .92em; margin-top: .3rem; }
      </style>
      </head>
      <body>
      <h1>%1$s</h1>
      """;

  private final StringBuilder page = new StringBuilder();

  AttentionPage(String title) {
    page.append(String.format(HEAD, escape(title)));
  }

  void paragraph(String text) {
    page.append("<p>").append(escape(text)).append("</p>\n");
  }

  void heading(String text) {
    page.append("<h2>").append(escape(text)).append("</h2>\n");
  }

  /** Adds a picture, whose bytes become part of the page. */
  void figure(Path png, String caption) throws IOException {
    String data = Base64.getEncoder().encodeToString(Files.readAllBytes(png));
    page.append("<figure><img alt=\"").append(escape(caption));
    page.append("\" src=\"data:image/png;base64,").append(data).append("\">\n<figcaption>");
    page.append(escape(caption)).append("</figcaption></figure>\n");
  }

  void write(Path file) throws IOException {
    Files.writeString(file, page + "</body>\n</html>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
