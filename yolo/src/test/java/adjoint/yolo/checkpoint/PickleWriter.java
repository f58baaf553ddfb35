package adjoint.yolo.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes pickles of protocol 2 or 4, as Python does, and single operations for hostile ones. */
final class PickleWriter {
  /** {@code module.name}. */
  record Global(String module, String name) {}

  /** {@code callable(*arguments)}. */
  record Call(Global callable, Object... arguments) {}

  /** An instance made by {@code type.__new__(type)}, with its attributes. */
  record Instance(Global type, Map<?, ?> attributes) {}

  /** An object with state given by {@code __setstate__}. */
  record Built(Object object, Object state) {}

  /** A persistent identifier. */
  record Persistent(Object... identifier) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final int protocol;

  PickleWriter(int protocol) {
    this.protocol = protocol;
    op(0x80).op(protocol);
  }

  static byte[] write(int protocol, Object value) {
    return new PickleWriter(protocol).value(value).end();
  }

  /** An ordered dictionary's call, empty. */
  static Call ordered() {
    return new Call(new Global("collections", "OrderedDict"));
  }

  byte[] end() {
    op('.');
    return out.toByteArray();
  }

  PickleWriter op(int code) {
    out.write(code);
    return this;
  }

  PickleWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  PickleWriter u32(long number) {
    return raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt((int) number).array());
  }

  PickleWriter u64(long number) {
    return raw(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
  }

  PickleWriter value(Object value) {
    if (value == null) {
      return op('N');
    }
    if (value instanceof Boolean truth) {
      return op(truth ? 0x88 : 0x89);
    }
    if (value instanceof Integer number) {
      return op('J').u32(number);
    }
    if (value instanceof Long number) {
      return op(0x8a).op(8).u64(number);
    }
    if (value instanceof Double number) {
      return op('G').raw(ByteBuffer.allocate(8).putDouble(number).array());
    }
    if (value instanceof String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return protocol >= 4 && bytes.length < 256
          ? op(0x8c).op(bytes.length).raw(bytes)
          : op('X').u32(bytes.length).raw(bytes);
    }
    if (value instanceof byte[] bytes) {
      return op('B').u32(bytes.length).raw(bytes);
    }
    return container(value);
  }

  private PickleWriter container(Object value) {
    if (value instanceof Object[] tuple) {
      return tuple(tuple);
    }
    if (value instanceof List<?> list) {
      op(']').op('(');
      list.forEach(this::value);
      return op('e');
    }
    if (value instanceof Map<?, ?> map) {
      return op('}').members(map);
    }
    if (value instanceof Global global) {
      return global(global);
    }
    if (value instanceof Call call) {
      return global(call.callable()).tuple(call.arguments()).op('R');
    }
    if (value instanceof Instance instance) {
      return global(instance.type()).op(')').op(0x81).value(instance.attributes()).op('b');
    }
    if (value instanceof Built built) {
      return value(built.object()).value(built.state()).op('b');
    }
    if (value instanceof Persistent persistent) {
      return tuple(persistent.identifier()).op('Q');
    }
    throw new IllegalArgumentException(value.getClass().getName());
  }

  PickleWriter members(Map<?, ?> map) {
    op('(');
    map.forEach((key, member) -> value(key).value(member));
    return op('u');
  }

  PickleWriter global(Global global) {
    return protocol >= 4
        ? value(global.module()).value(global.name()).op(0x93)
        : op('c').raw((global.module() + "\n" + global.name() + "\n").getBytes());
  }

  private PickleWriter tuple(Object[] items) {
    if (items.length == 0) {
      return op(')');
    }
    op('(');
    for (Object item : items) {
      value(item);
    }
    return op('t');
  }

  /** A map in the order of its arguments: key, value, key, value. */
  static Map<Object, Object> map(Object... members) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      map.put(members[i], members[i + 1]);
    }
    return map;
  }
}
