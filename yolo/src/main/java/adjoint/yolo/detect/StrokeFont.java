package adjoint.yolo.detect;

import java.awt.geom.Path2D;
import java.util.HashMap;
import java.util.Map;

/**
 * Letters as strokes, for labels on pictures. Servers often have no fonts installed, and starting
 * the JDK's text rendering takes about as long as a whole detection; this needs neither.
 *
 * <p>A glyph is drawn on a grid of 5 x 9 points: column 0 to 4, row 0 (top of capitals) to 8 (foot
 * of descenders), the baseline at row 6. In the table, each word after the letter is one polyline,
 * and each pair of digits one of its points, column first.
 */
public final class StrokeFont {
  /** Grid columns from one letter to the next. */
  public static final int ADVANCE = 6;

  /** Grid row of the baseline. */
  public static final int BASELINE = 6;

  private static final String[] TABLE = {
    "A 062046 1434",
    "B 00063645443303 0030414233",
    "C 4130100105163645",
    "D 00062644422000",
    "E 40000646 0333",
    "F 400006 0333",
    "G 41301001051636454323",
    "H 0006 4046 0343",
    "I 1030 2026 1636",
    "J 4045361605",
    "K 0006 400346",
    "L 000646",
    "M 0600234046",
    "N 06004640",
    "O 103041453616050110",
    "P 06003041423303",
    "Q 103041453616050110 2446",
    "R 06003041423303 2346",
    "S 413010010213334445361605",
    "T 0040 2026",
    "U 000516364540",
    "V 002640",
    "W 0016223640",
    "X 0046 4006",
    "Y 002340 2326",
    "Z 00400646",
    "a 1232434616051444",
    "b 0006 0312324345361605",
    "c 4332120305163645",
    "d 4046 4332120305163645",
    "e 04444332120305163645",
    "f 40302126 1242",
    "g 4247381807 4332120305163645",
    "h 0006 0312324346",
    "i 2226 2020",
    "j 32372818 3030",
    "k 0006 320436",
    "l 2026",
    "m 0602 03122326 23324346",
    "n 0206 0312324346",
    "o 123243453616050312",
    "p 0208 0312324345361605",
    "q 4248 4332120305163645",
    "r 0206 042242",
    "s 43321203143445361605",
    "t 10152636 0232",
    "u 0205163645 4246",
    "v 022642",
    "w 0216233642",
    "x 0246 4206",
    "y 0225 4218",
    "z 02420646",
    "0 103041453616050110",
    "1 112026 1636",
    "2 01103041420646",
    "3 004022324345361605",
    "4 36300444",
    "5 400002324345361605",
    "6 30100105163645443303",
    "7 004016",
    "8 103041423313020110 1304051636454433",
    "9 43130201103041453616",
    ". 2626",
    ", 2617",
    ": 2323 2626",
    "; 2323 2617",
    "! 2024 2626",
    "? 01103041422324 2626",
    "- 1333",
    "_ 0747",
    "+ 2125 0343",
    "= 1232 1434",
    "* 2125 0244 4204",
    "/ 4006",
    "\\ 0046",
    "| 2027",
    "% 4006 0101 4545",
    "# 1016 3036 0242 0444",
    "& 460110203105162644",
    "@ 34321214344441301001051636",
    "$ 413010010213334445361605 2026",
    "' 2021",
    "\" 1011 3031",
    "` 1021",
    "^ 022042",
    "~ 04133342",
    "< 410345",
    "> 014305",
    "( 30212536",
    ") 10212516",
    "[ 30101636",
    "] 10303616",
    "{ 30202213242636",
    "} 10202233242616",
  };

  private static final Map<Character, int[][]> GLYPHS = parse();

  private StrokeFont() {}

  private static Map<Character, int[][]> parse() {
    Map<Character, int[][]> glyphs = new HashMap<>();
    for (String row : TABLE) {
      String[] words = row.substring(2).split(" ");
      int[][] polylines = new int[words.length][];
      for (int i = 0; i < words.length; i++) {
        polylines[i] = words[i].chars().map(digit -> digit - '0').toArray();
      }
      glyphs.put(row.charAt(0), polylines);
    }
    return glyphs;
  }

  /** Whether every character of a text can be drawn. */
  static boolean covers(String text) {
    return text.chars().allMatch(c -> c == ' ' || GLYPHS.containsKey((char) c));
  }

  /** The polylines of a letter, each column, row, column, row, ...; none for a space. */
  static int[][] polylines(char letter) {
    return GLYPHS.getOrDefault(letter, letter == ' ' ? new int[0][] : GLYPHS.get('?'));
  }

  /** A line of text in grid units, as lines to be drawn with a pen. */
  public static Path2D path(String text) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < text.length(); i++) {
      for (int[] line : polylines(text.charAt(i))) {
        path.moveTo(i * ADVANCE + line[0], line[1]);
        for (int p = 2; p + 1 < line.length; p += 2) {
          path.lineTo(i * ADVANCE + line[p], line[p + 1]);
        }
      }
    }
    return path;
  }
}
