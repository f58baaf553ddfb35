package adjoint.tensor.ops;

import java.util.Arrays;

/** Finds the order that sorts keys stably. */
final class SortedOrder {
  /** Up to this length insertion beats merging. */
  private static final int SHORT = 16;

  private SortedOrder() {}

  /** Positions of the {@code count} smallest keys, ascending; of equal keys earlier ones first. */
  static int[] first(long[] keys, int count) {
    if (count < keys.length / 8) {
      int[] smallest = smallest(keys, count);
      sort(keys, smallest);
      return smallest;
    }
    int[] order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    sort(keys, order);
    return count == order.length ? order : Arrays.copyOf(order, count);
  }

  // ---- selection ------------------------------------------------------------------------------

  /** The positions of the smallest keys, in any order: a heap with the last of them on top. */
  private static int[] smallest(long[] keys, int count) {
    int[] heap = new int[count];
    for (int i = 0; i < count; i++) {
      heap[i] = i;
    }
    for (int parent = count / 2 - 1; parent >= 0; parent--) {
      siftDown(keys, heap, parent);
    }
    for (int i = count; i < keys.length && count > 0; i++) {
      if (keys[i] < keys[heap[0]]) {
        heap[0] = i;
        siftDown(keys, heap, 0);
      }
    }
    return heap;
  }

  private static void siftDown(long[] keys, int[] heap, int start) {
    int moving = heap[start];
    int parent = start;
    int child = 2 * parent + 1;
    while (child < heap.length) {
      if (child + 1 < heap.length && isBefore(keys, heap[child], heap[child + 1])) {
        child++;
      }
      if (!isBefore(keys, moving, heap[child])) {
        break;
      }
      heap[parent] = heap[child];
      parent = child;
      child = 2 * parent + 1;
    }
    heap[parent] = moving;
  }

  private static boolean isBefore(long[] keys, int a, int b) {
    return keys[a] < keys[b] || keys[a] == keys[b] && a < b;
  }

  // ---- merge sort -----------------------------------------------------------------------------

  private static void sort(long[] keys, int[] order) {
    int[] scratch = order.clone();
    sort(keys, scratch, order, 0, order.length);
  }

  /** Sorts {@code from} into {@code to}; both begin equal, {@code from} is used up. */
  private static void sort(long[] keys, int[] from, int[] to, int start, int end) {
    if (end - start <= SHORT) {
      insertionSort(keys, to, start, end);
      return;
    }
    int middle = (start + end) >>> 1;
    sort(keys, to, from, start, middle);
    sort(keys, to, from, middle, end);
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      if (right == end || left < middle && isBefore(keys, from[left], from[right])) {
        to[i] = from[left++];
      } else {
        to[i] = from[right++];
      }
    }
  }

  private static void insertionSort(long[] keys, int[] order, int start, int end) {
    for (int i = start + 1; i < end; i++) {
      int moving = order[i];
      int j = i;
      while (j > start && isBefore(keys, moving, order[j - 1])) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = moving;
    }
  }
}
