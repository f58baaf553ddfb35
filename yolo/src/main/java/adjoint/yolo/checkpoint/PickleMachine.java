package adjoint.yolo.checkpoint;

import adjoint.tensor.io.FormatException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a pickle, protocols 2 to 5, as data.
 *
 * <p>A pickle is a program for a stack machine. This machine builds lists, dictionaries and the
 * records of {@link Pickled}; a reference to a class or function is looked up in {@link Globals}
 * and a call of one only selects how its arguments are kept. It does not recurse, and it limits
 * operations, stack, memo and the memory of what it builds.
 */
final class PickleMachine {
  private static final int MAX_OPERATIONS = 10_000_000;
  private static final int MAX_STACK = 1_000_000;
  private static final int MAX_INTEGER_BYTES = 1024;
  private static final Object MARK = new Object();

  /** Stands for None in the memo, where null means empty. */
  private static final Object NONE = new Object();

  private final PickleInput input;
  private final PickleCalls calls;
  private final MemoryBudget memory;
  private final ArrayList<Object> stack = new ArrayList<>();
  private final ArrayList<Integer> marks = new ArrayList<>();
  private Object[] memo = new Object[64];
  private int memoSize;

  private PickleMachine(PickleInput input, Set<String> allowed) {
    this.input = input;
    this.memory = new MemoryBudget(input);
    this.calls = new PickleCalls(input, memory, allowed);
  }

  /**
   * Runs a pickle and gives the object that it ends with.
   *
   * @param pickle the pickle
   * @param file the file that errors name
   * @param base where in the file the pickle begins
   * @param allowed further classes to read as data, each {@code "module name"}
   */
  static Object read(byte[] pickle, Path file, long base, Set<String> allowed)
      throws FormatException {
    return new PickleMachine(new PickleInput(pickle, file, base), allowed).run();
  }

  private Object run() throws FormatException {
    for (int count = 0; count < MAX_OPERATIONS; count++) {
      int operation = input.nextOperation();
      if (operation == '.') {
        Object result = pop();
        if (!stack.isEmpty()) {
          throw input.error("the pickle ends with " + stack.size() + " values left over");
        }
        return result;
      }
      if (!pushConstant(operation) && !build(operation) && !refer(operation)) {
        throw input.error(
            String.format(
                "operation 0x%02x is unknown or belongs to a pickle protocol other than 2 to 5",
                operation));
      }
    }
    throw input.error("more than " + MAX_OPERATIONS + " operations");
  }

  /** Operations that push a value which the pickle spells out. */
  private boolean pushConstant(int operation) throws FormatException {
    switch (operation) {
      case 'N' -> push(null);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'K' -> push((long) input.u8());
      case 'M' -> push((long) input.u16());
      case 'J' -> push((long) input.i32());
      case 0x8a -> push(integer(input.u8()));
      case 0x8b -> push(integer(input.u32()));
      case 'G' -> push(input.f64());
      case 'X' -> pushText(input.u32());
      case 0x8c -> pushText(input.u8());
      case 0x8d -> pushText(input.u64());
      // Python 2 strings: bytes that are nearly always ASCII text.
      case 'U' -> pushLatin(input.u8());
      case 'T' -> pushLatin(input.u32());
      case 'C' -> pushBytes(input.u8());
      case 'B' -> pushBytes(input.u32());
      case 0x8e, 0x96 -> pushBytes(input.u64());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Operations that build containers and arrange the stack. */
  private boolean build(int operation) throws FormatException {
    switch (operation) {
      case '(' -> {
        marks.add(stack.size());
        push(MARK);
      }
      case ']' -> pushNew(new ArrayList<>());
      case '}' -> pushNew(new LinkedHashMap<>());
      case 0x8f -> pushNew(new Pickled.ItemSet(new ArrayList<>()));
      case ')' -> push(new Object[0]);
      case 0x85 -> push(popTuple(1));
      case 0x86 -> push(popTuple(2));
      case 0x87 -> push(popTuple(3));
      case 't' -> push(popMarked().toArray());
      case 'l' -> push(popMarked());
      case 0x91 -> push(new Pickled.ItemSet(popMarked()));
      case 'd' -> {
        List<Object> items = popMarked();
        pushNew(new LinkedHashMap<>());
        putAll(items);
      }
      case 'a' -> appendAll(new ArrayList<>(Arrays.asList(pop())));
      case 'e', 0x90 -> appendAll(popMarked());
      case 's' -> {
        Object value = pop();
        Object key = pop();
        putAll(Arrays.asList(key, value));
      }
      case 'u' -> putAll(popMarked());
      case '0' -> pop();
      case '1' -> popMarked();
      case '2' -> push(top());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Operations that concern protocol, memo, classes and calls. */
  private boolean refer(int operation) throws FormatException {
    switch (operation) {
      case 0x80 -> checkProtocol(input.u8());
      case 0x95 -> input.checkFrame(input.u64());
      case 'q' -> memoize(input.u8());
      case 'r' -> memoize(input.u32());
      case 0x94 -> memoize(memoSize);
      case 'h' -> push(recall(input.u8()));
      case 'j' -> push(recall(input.u32()));
      case 'c' -> {
        String module = input.line();
        push(calls.global(module, input.line()));
      }
      case 0x93 -> {
        String name = popText("a class name");
        push(calls.global(popText("a module name"), name));
      }
      case 'R' -> {
        Object[] arguments = popTuple();
        push(calls.call(pop(), arguments));
      }
      case 0x81 -> {
        popTuple();
        push(calls.instantiate(pop()));
      }
      case 0x92 -> {
        pop();
        popTuple();
        push(calls.instantiate(pop()));
      }
      case 'b' -> {
        Object state = pop();
        calls.build(top(), state);
      }
      case 'Q' -> push(calls.storage(pop()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void checkProtocol(int protocol) throws FormatException {
    if (protocol < 2 || protocol > 5) {
      throw input.error("pickle protocol " + protocol + "; 2 to 5 can be read");
    }
  }

  // ---- values ---------------------------------------------------------------------------------

  private Object integer(long bytes) throws FormatException {
    if (bytes > MAX_INTEGER_BYTES) {
      throw input.error("an integer of " + bytes + " bytes; at most 1024 are read");
    }
    byte[] raw = input.bytes(bytes);
    if (raw.length == 0) {
      return 0L;
    }
    for (int i = 0, j = raw.length - 1; i < j; i++, j--) {
      byte swap = raw[i];
      raw[i] = raw[j];
      raw[j] = swap;
    }
    memory.charge(2L * raw.length);
    BigInteger value = new BigInteger(raw);
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }

  private void pushText(long bytes) throws FormatException {
    String text = input.text(bytes);
    memory.charge(2L * text.length());
    push(text);
  }

  private void pushLatin(long bytes) throws FormatException {
    String text = new String(input.bytes(bytes), StandardCharsets.ISO_8859_1);
    memory.charge(text.length());
    push(text);
  }

  private void pushBytes(long bytes) throws FormatException {
    byte[] content = input.bytes(bytes);
    memory.charge(content.length);
    push(content);
  }

  private void pushNew(Object container) throws FormatException {
    memory.charge(MemoryBudget.CONTAINER);
    push(container);
  }

  private void appendAll(List<Object> items) throws FormatException {
    memory.charge((long) items.size() * MemoryBudget.ELEMENT);
    if (top() instanceof List<?> list) {
      Pickled.elements(list).addAll(items);
    } else if (top() instanceof Pickled.ItemSet set) {
      set.items().addAll(items);
    } else {
      throw input.error("elements are appended to something that is no list or set");
    }
  }

  private void putAll(List<Object> items) throws FormatException {
    if (!(top() instanceof Map<?, ?> map) || items.size() % 2 != 0) {
      throw input.error("keys and values do not come in pairs, or not for a dictionary");
    }
    for (int i = 0; i < items.size(); i += 2) {
      calls.put(Pickled.members(map), items.get(i), items.get(i + 1));
    }
  }

  // ---- stack and memo -------------------------------------------------------------------------

  private void push(Object value) throws FormatException {
    if (stack.size() == MAX_STACK) {
      throw input.error("more than " + MAX_STACK + " values on the stack");
    }
    memory.charge(MemoryBudget.VALUE);
    stack.add(value);
  }

  private Object pop() throws FormatException {
    top();
    return stack.remove(stack.size() - 1);
  }

  private Object top() throws FormatException {
    Object top = stack.isEmpty() ? MARK : stack.get(stack.size() - 1);
    if (top == MARK) {
      throw input.error("a value is missing on the stack");
    }
    return top;
  }

  private List<Object> popMarked() throws FormatException {
    if (marks.isEmpty()) {
      throw input.error("a mark is missing on the stack");
    }
    int mark = marks.remove(marks.size() - 1);
    List<Object> above = stack.subList(mark + 1, stack.size());
    memory.charge(MemoryBudget.CONTAINER + (long) above.size() * MemoryBudget.ELEMENT);
    List<Object> items = new ArrayList<>(above);
    stack.subList(mark, stack.size()).clear();
    return items;
  }

  private Object[] popTuple(int length) throws FormatException {
    memory.charge(MemoryBudget.CONTAINER);
    Object[] items = new Object[length];
    for (int i = length - 1; i >= 0; i--) {
      items[i] = pop();
    }
    return items;
  }

  private Object[] popTuple() throws FormatException {
    if (pop() instanceof Object[] arguments) {
      return arguments;
    }
    throw input.error("a call without a tuple of arguments");
  }

  private String popText(String what) throws FormatException {
    if (pop() instanceof String text) {
      return text;
    }
    throw input.error(what + " is no string");
  }

  private void memoize(long index) throws FormatException {
    // An index is at most the number of values so far, and each of them took a byte.
    if (index > input.length()) {
      throw input.error("memo index " + index + " in a pickle of " + input.length() + " bytes");
    }
    Object value = top();
    int slot = (int) index;
    if (slot >= memo.length) {
      int length = Math.max(slot + 1, memo.length * 2);
      memory.charge(8L * length);
      memo = Arrays.copyOf(memo, length);
    }
    if (memo[slot] == null) {
      memoSize++;
    }
    memo[slot] = value == null ? NONE : value;
  }

  private Object recall(long index) throws FormatException {
    Object value = index < memo.length ? memo[(int) index] : null;
    if (value == null) {
      throw input.error("memo entry " + index + " is read before it is written");
    }
    return value == NONE ? null : value;
  }
}
