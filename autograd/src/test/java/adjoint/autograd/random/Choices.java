package adjoint.autograd.random;

import java.util.List;

/** Numbers that decide about everything; after the last one all decisions are 0. */
final class Choices {
  private final List<Integer> numbers;
  private int at;

  Choices(List<Integer> numbers) {
    this.numbers = numbers;
  }

  boolean isExhausted() {
    return at >= numbers.size();
  }

  /** A number from 0 to {@code bound - 1}. */
  int next(int bound) {
    return isExhausted() ? 0 : Math.floorMod(numbers.get(at++), bound);
  }

  /** A number from -2 to 2. */
  double nextElement() {
    return next(4001) / 1000.0 - 2;
  }
}
