package adjoint.yolo.train;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How a detector is trained, apart from the {@link Hyperparameters}. Made by changing the defaults,
 * which are the reference's: {@code new TrainingSettings().epochs(3).imageSize(320)}.
 */
public final class TrainingSettings {
  private static final int MOST = 1 << 30;

  private int epochs = 300;
  private int batchSize = 16;
  private int imageSize = 640;
  private int workers = 2;
  private long seed;
  private OptimizerKind optimizer = OptimizerKind.SGD;
  private boolean cosine;
  private boolean rectangular;
  private boolean multiScale;
  private boolean imageWeights;
  private boolean singleClass;
  private boolean cacheInMemory;
  private boolean noSave;
  private boolean noValidation;
  private boolean noAutoAnchor;
  private double labelSmoothing;
  private double clipNorm;
  private int patience = 100;
  private int savePeriod = -1;
  private int warmUpFloor = 1000;
  private int nominalBatch = 64;
  private int mosaicTiles = 4;
  private List<Integer> freeze = List.of();

  /** The defaults. */
  public TrainingSettings() {}

  private static int atLeast(String name, int value, int least) {
    if (value < least || value > MOST) {
      throw new IllegalArgumentException(name + " must be " + least + " or more, got " + value);
    }
    return value;
  }

  /** How often all pictures are seen. */
  public int epochs() {
    return epochs;
  }

  /** Sets {@link #epochs()}, at least 1. */
  public TrainingSettings epochs(int count) {
    epochs = atLeast("epochs", count, 1);
    return this;
  }

  /** Pictures in a batch. */
  public int batchSize() {
    return batchSize;
  }

  /** Sets {@link #batchSize()}, at least 1. */
  public TrainingSettings batchSize(int count) {
    batchSize = atLeast("the batch size", count, 1);
    return this;
  }

  /** The longer side of the images, in pixels. */
  public int imageSize() {
    return imageSize;
  }

  /** Sets {@link #imageSize()}, at least 1; a trainer rounds it up to a multiple of the stride. */
  public TrainingSettings imageSize(int pixels) {
    imageSize = atLeast("the image size", pixels, 1);
    return this;
  }

  /** Background threads that make batches. */
  public int workers() {
    return workers;
  }

  /** Sets {@link #workers()}; 0 makes each batch when it is needed. */
  public TrainingSettings workers(int count) {
    workers = atLeast("workers", count, 0);
    return this;
  }

  /** Decides all random numbers. */
  public long seed() {
    return seed;
  }

  /** Sets {@link #seed()}. */
  public TrainingSettings seed(long number) {
    seed = number;
    return this;
  }

  /** The optimiser. */
  public OptimizerKind optimizer() {
    return optimizer;
  }

  /** Sets {@link #optimizer()}. */
  public TrainingSettings optimizer(OptimizerKind kind) {
    optimizer = kind;
    return this;
  }

  /** Whether the learning rate falls along a cosine instead of a line. */
  public boolean cosine() {
    return cosine;
  }

  /** Sets {@link #cosine()}. */
  public TrainingSettings cosine(boolean on) {
    cosine = on;
    return this;
  }

  /** Whether batches are rectangles of pictures with similar shapes, in a fixed order. */
  public boolean rectangular() {
    return rectangular;
  }

  /** Sets {@link #rectangular()}. */
  public TrainingSettings rectangular(boolean on) {
    rectangular = on;
    return this;
  }

  /** Whether each batch has a size of its own, from half to one and a half of the image size. */
  public boolean multiScale() {
    return multiScale;
  }

  /** Sets {@link #multiScale()}. */
  public TrainingSettings multiScale(boolean on) {
    multiScale = on;
    return this;
  }

  /** Whether pictures with classes that are found badly are drawn more often. */
  public boolean imageWeights() {
    return imageWeights;
  }

  /** Sets {@link #imageWeights()}. */
  public TrainingSettings imageWeights(boolean on) {
    imageWeights = on;
    return this;
  }

  /** Whether all classes count as one. */
  public boolean singleClass() {
    return singleClass;
  }

  /** Sets {@link #singleClass()}. */
  public TrainingSettings singleClass(boolean on) {
    singleClass = on;
    return this;
  }

  /** Whether decoded pictures are kept in memory. */
  public boolean cacheInMemory() {
    return cacheInMemory;
  }

  /** Sets {@link #cacheInMemory()}. */
  public TrainingSettings cacheInMemory(boolean on) {
    cacheInMemory = on;
    return this;
  }

  /** Whether only the last epoch is saved. */
  public boolean noSave() {
    return noSave;
  }

  /** Sets {@link #noSave()}. */
  public TrainingSettings noSave(boolean on) {
    noSave = on;
    return this;
  }

  /** Whether only the last epoch is validated. */
  public boolean noValidation() {
    return noValidation;
  }

  /** Sets {@link #noValidation()}. */
  public TrainingSettings noValidation(boolean on) {
    noValidation = on;
    return this;
  }

  /** Whether the model's anchors are kept, however badly they fit. */
  public boolean noAutoAnchor() {
    return noAutoAnchor;
  }

  /** Sets {@link #noAutoAnchor()}. */
  public TrainingSettings noAutoAnchor(boolean on) {
    noAutoAnchor = on;
    return this;
  }

  /** See {@link adjoint.yolo.loss.LossOptions#labelSmoothing}. */
  public double labelSmoothing() {
    return labelSmoothing;
  }

  /** Sets {@link #labelSmoothing()}, from 0 to 1. */
  public TrainingSettings labelSmoothing(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("label smoothing must be from 0 to 1, got " + share);
    }
    labelSmoothing = share;
    return this;
  }

  /** The largest norm of all gradients together; 0 for any. */
  public double clipNorm() {
    return clipNorm;
  }

  /** Sets {@link #clipNorm()}, at least 0. */
  public TrainingSettings clipNorm(double norm) {
    if (!(norm >= 0)) {
      throw new IllegalArgumentException("the gradients' norm must be 0 or more, got " + norm);
    }
    clipNorm = norm;
    return this;
  }

  /** Epochs without an improvement after which a training stops; 0 for never. */
  public int patience() {
    return patience;
  }

  /** Sets {@link #patience()}. */
  public TrainingSettings patience(int count) {
    patience = atLeast("patience", count, 0);
    return this;
  }

  /** Every how many epochs a checkpoint of its own is saved; below 1 for never. */
  public int savePeriod() {
    return savePeriod;
  }

  /** Sets {@link #savePeriod()}. */
  public TrainingSettings savePeriod(int count) {
    savePeriod = count;
    return this;
  }

  /** The warm-up takes at least this many batches. */
  public int warmUpFloor() {
    return warmUpFloor;
  }

  /** Sets {@link #warmUpFloor()}. */
  public TrainingSettings warmUpFloor(int batches) {
    warmUpFloor = atLeast("the warm-up", batches, 0);
    return this;
  }

  /** The number of pictures whose gradients make one step, on average. */
  public int nominalBatch() {
    return nominalBatch;
  }

  /** Sets {@link #nominalBatch()}. */
  public TrainingSettings nominalBatch(int count) {
    nominalBatch = atLeast("the nominal batch size", count, 1);
    return this;
  }

  /** Pictures in a mosaic, 4 or 9. */
  public int mosaicTiles() {
    return mosaicTiles;
  }

  /** Sets {@link #mosaicTiles()}. */
  public TrainingSettings mosaicTiles(int count) {
    mosaicTiles = count;
    return this;
  }

  /** The rows of the model whose parameters stay as they are. */
  public List<Integer> freeze() {
    return freeze;
  }

  /** Sets {@link #freeze()}: one number for so many rows from the first, several for just these. */
  public TrainingSettings freeze(List<Integer> rows) {
    freeze =
        rows.size() == 1 ? IntStream.range(0, rows.get(0)).boxed().toList() : List.copyOf(rows);
    return this;
  }

  /** Everything by the names of the command line, for a person to read. */
  Map<String, Object> describe() {
    Map<String, Object> map = new TreeMap<>();
    map.put("epochs", epochs);
    map.put("batch_size", batchSize);
    map.put("imgsz", imageSize);
    map.put("workers", workers);
    map.put("seed", seed);
    map.put("optimizer", optimizer == OptimizerKind.ADAM ? "Adam" : name(optimizer));
    map.put("cos_lr", cosine);
    map.put("rect", rectangular);
    map.put("multi_scale", multiScale);
    map.put("image_weights", imageWeights);
    map.put("single_cls", singleClass);
    map.put("cache", cacheInMemory);
    map.put("nosave", noSave);
    map.put("noval", noValidation);
    map.put("noautoanchor", noAutoAnchor);
    map.put("label_smoothing", labelSmoothing);
    map.put("clip_norm", clipNorm);
    map.put("patience", patience);
    map.put("save_period", savePeriod);
    map.put("warmup_floor", warmUpFloor);
    map.put("nominal_batch", nominalBatch);
    map.put("mosaic_tiles", mosaicTiles);
    map.put("freeze", freeze);
    return map;
  }

  private static String name(OptimizerKind kind) {
    return kind == OptimizerKind.ADAMW ? "AdamW" : "SGD";
  }

  /**
   * Takes the values that {@link #describe} gave, for a run that goes on.
   *
   * @throws IllegalArgumentException if a value is missing or of another type
   */
  static TrainingSettings of(Map<String, Object> map) {
    SettingsReader read = new SettingsReader(map);
    return new TrainingSettings()
        .epochs(read.integer("epochs"))
        .batchSize(read.integer("batch_size"))
        .imageSize(read.integer("imgsz"))
        .workers(read.integer("workers"))
        .seed(read.whole("seed"))
        .optimizer(OptimizerKind.valueOf(read.text("optimizer").toUpperCase(java.util.Locale.ROOT)))
        .cosine(read.flag("cos_lr"))
        .rectangular(read.flag("rect"))
        .multiScale(read.flag("multi_scale"))
        .imageWeights(read.flag("image_weights"))
        .singleClass(read.flag("single_cls"))
        .cacheInMemory(read.flag("cache"))
        .noSave(read.flag("nosave"))
        .noValidation(read.flag("noval"))
        .noAutoAnchor(read.flag("noautoanchor"))
        .labelSmoothing(read.number("label_smoothing"))
        .clipNorm(read.number("clip_norm"))
        .patience(read.integer("patience"))
        .savePeriod(read.integer("save_period"))
        .warmUpFloor(read.integer("warmup_floor"))
        .nominalBatch(read.integer("nominal_batch"))
        .mosaicTiles(read.integer("mosaic_tiles"))
        .frozenRows(read.integers("freeze"));
  }

  private TrainingSettings frozenRows(List<Integer> rows) {
    freeze = rows;
    return this;
  }
}
