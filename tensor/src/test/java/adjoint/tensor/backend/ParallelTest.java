package adjoint.tensor.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
  private final int before = Parallel.threads();

  @AfterEach
  void restore() {
    Parallel.setThreads(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16})
  void everyTaskRunsOnce(int threads) {
    Parallel.setThreads(threads);
    for (int round = 0; round < 200; round++) {
      int tasks = round * 7 % 101;
      AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
      Parallel.forEach(tasks, runs::incrementAndGet);
      for (int i = 0; i < tasks; i++) {
        assertEquals(1, runs.get(i), "task " + i + " of " + tasks);
      }
    }
  }

  @Test
  void allThreadsTakePart() {
    Parallel.setThreads(4);
    CountDownLatch allInside = new CountDownLatch(4);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    Parallel.forEach(
        4,
        i -> {
          seen.add(Thread.currentThread());
          allInside.countDown();
          awaitQuietly(allInside);
        });
    assertEquals(4, seen.size());
    assertTrue(seen.contains(Thread.currentThread()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void firstExceptionReachesTheCallerAndTheNextLoopWorks(int threads) {
    Parallel.setThreads(threads);
    IllegalStateException failure = new IllegalStateException("task 3");
    Throwable thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                Parallel.forEach(
                    8,
                    i -> {
                      if (i == 3) {
                        throw failure;
                      }
                    }));
    assertSame(failure, thrown);
    AtomicInteger sum = new AtomicInteger();
    Parallel.forEach(100, sum::addAndGet);
    assertEquals(4950, sum.get());
  }

  @Test
  void nestedLoopsRunOnTheirOwnThread() {
    Parallel.setThreads(3);
    AtomicInteger count = new AtomicInteger();
    Parallel.forEach(
        6,
        i -> {
          Thread own = Thread.currentThread();
          Parallel.forEach(
              5,
              j -> {
                assertSame(own, Thread.currentThread());
                count.incrementAndGet();
              });
        });
    assertEquals(30, count.get());
  }

  @Test
  void loopsOfSeveralCallersDoNotMix() throws InterruptedException {
    Parallel.setThreads(3);
    Thread[] callers = new Thread[4];
    AtomicInteger wrong = new AtomicInteger();
    for (int c = 0; c < callers.length; c++) {
      callers[c] =
          new Thread(
              () -> {
                for (int round = 0; round < 100; round++) {
                  AtomicInteger sum = new AtomicInteger();
                  Parallel.forEach(20, sum::addAndGet);
                  if (sum.get() != 190) {
                    wrong.incrementAndGet();
                  }
                }
              });
      callers[c].start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals(0, wrong.get());
  }

  @Test
  void sleepingThreadsWakeUp() throws InterruptedException {
    Parallel.setThreads(3);
    for (int round = 0; round < 5; round++) {
      AtomicInteger sum = new AtomicInteger();
      Parallel.forEach(50, sum::addAndGet);
      assertEquals(1225, sum.get());
      Thread.sleep(5);
    }
  }

  @Test
  void threadCountIsChecked() {
    assertThrows(IllegalArgumentException.class, () -> Parallel.setThreads(0));
    Parallel.setThreads(2);
    assertThrows(
        IllegalStateException.class, () -> Parallel.forEach(2, i -> Parallel.setThreads(3)));
    assertEquals(2, Parallel.threads());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
