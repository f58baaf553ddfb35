package adjoint.yolo.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Makes the pictures of the next batches in background threads. Each picture is a task of its own
 * with its own random numbers, so the threads share the work evenly and their number does not
 * matter for the result.
 */
final class PrefetchingSource implements BatchSource {
  /** Batches under way at a time: one that is about to be used, and two behind it. */
  private static final int AHEAD = 3;

  private final IntFunction<EpochPlan> plans;
  private final int pictures;
  private final int batchSize;
  private final PictureMaker maker;
  private final long seed;
  private final ExecutorService workers;
  private Epoch current;

  /**
   * Creates a source.
   *
   * @param plans the plan of each epoch
   * @param pictures in an epoch
   * @param workers background threads; 0 makes each batch when it is asked for
   */
  PrefetchingSource(
      IntFunction<EpochPlan> plans,
      int pictures,
      int batchSize,
      PictureMaker maker,
      long seed,
      int workers) {
    this.plans = plans;
    this.pictures = pictures;
    this.batchSize = batchSize;
    this.maker = maker;
    this.seed = seed;
    this.workers = workers == 0 ? null : pool(workers);
  }

  private static ExecutorService pool(int threads) {
    AtomicInteger started = new AtomicInteger();
    return Executors.newFixedThreadPool(
        threads,
        task -> {
          Thread thread = new Thread(task, "adjoint-data-" + started.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public int batchesPerEpoch() {
    return (pictures + batchSize - 1) / batchSize;
  }

  @Override
  public int picturesPerEpoch() {
    return pictures;
  }

  @Override
  public Iterator<Batch> epoch(int epoch) {
    if (current != null) {
      current.giveUp();
    }
    current = new Epoch(plans.apply(epoch), epoch);
    return current;
  }

  @Override
  public void close() {
    if (current != null) {
      current.giveUp();
    }
    if (workers != null) {
      workers.shutdownNow();
    }
  }

  private final class Epoch implements Iterator<Batch> {
    private final EpochPlan plan;
    private final int number;
    private final Deque<BatchUnderWay> ahead = new ArrayDeque<>();
    private int started;

    Epoch(EpochPlan plan, int number) {
      this.plan = plan;
      this.number = number;
      if (workers != null) {
        startAhead(AHEAD);
      }
    }

    @Override
    public boolean hasNext() {
      return !ahead.isEmpty() || started < plan.batches();
    }

    @Override
    public Batch next() {
      if (!hasNext()) {
        throw new NoSuchElementException("the epoch has ended");
      }
      startAhead(workers == null ? 1 : AHEAD);
      try {
        return ahead.peek().await();
      } finally {
        ahead.remove();
        if (workers != null) {
          startAhead(AHEAD);
        }
      }
    }

    private void startAhead(int batches) {
      while (ahead.size() < batches && started < plan.batches()) {
        BatchUnderWay batch = new BatchUnderWay(plan, started++, maker, seed, number);
        ahead.add(batch);
        for (int i = 0; i < batch.size(); i++) {
          int picture = i;
          if (workers == null) {
            batch.make(picture);
          } else {
            workers.execute(() -> batch.make(picture));
          }
        }
      }
    }

    void giveUp() {
      ahead.forEach(BatchUnderWay::giveUp);
      ahead.clear();
      started = plan.batches();
    }
  }
}
