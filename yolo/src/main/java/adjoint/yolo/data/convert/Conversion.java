package adjoint.yolo.data.convert;

/**
 * What a conversion has done.
 *
 * @param pictures converted
 * @param labels written
 * @param missing pictures that the annotations name but that are not there; they are left out
 * @param skipped annotations left out: crowds, objects marked as difficult, boxes without an area
 */
public record Conversion(int pictures, int labels, int missing, int skipped) {
  Conversion plus(Conversion other) {
    return new Conversion(
        pictures + other.pictures,
        labels + other.labels,
        missing + other.missing,
        skipped + other.skipped);
  }
}
