package adjoint.yolo.checkpoint;

/** What the reader does with a name that a pickle refers to. */
enum GlobalKind {
  /** A class whose instances are read as their attributes. */
  CLASS,
  /** {@code collections.OrderedDict} and relatives, read as a dictionary. */
  DICTIONARY,
  /** A dictionary whose first argument is the factory of default values. */
  DEFAULT_DICTIONARY,
  /** {@code set} and {@code frozenset}. */
  SET,
  /** {@code bytes}, {@code bytearray}. */
  BYTES,
  /** {@code _codecs.encode(text, encoding)}, which older protocols write bytes with. */
  ENCODE,
  /** A type that is only mentioned, such as {@code int} or {@code torch.Tensor}. */
  TYPE,
  /** {@code torch.Size}, read as a tuple. */
  SIZE,
  /** {@code torch.device}, read as its name. */
  DEVICE,
  /** A class of storages or an element type of torch; {@link Globals#storedType} says which. */
  STORAGE,
  /** {@code _rebuild_tensor(storage, offset, sizes, strides)}. */
  REBUILD_TENSOR,
  /** The same, followed by gradient flag, hooks and an element type. */
  REBUILD_TENSOR_TYPED,
  /** {@code _rebuild_parameter(tensor, ...)}. */
  REBUILD_PARAMETER,
  /** {@code _rebuild_from_type_v2(function, type, arguments, state)}. */
  REBUILD_FROM_TYPE,
  /** {@code numpy.core.multiarray._reconstruct}. */
  NUMPY_RECONSTRUCT,
  /** {@code numpy.core.numeric._frombuffer(data, type, shape, order)}. */
  NUMPY_FROM_BUFFER,
  /** {@code numpy.core.multiarray.scalar(type, data)}. */
  NUMPY_SCALAR,
  /** {@code numpy.dtype(code, ...)}. */
  NUMPY_TYPE,
  /** A path of pathlib with slashes, read as a string. */
  POSIX_PATH,
  /** A path of pathlib with backslashes, read as a string. */
  WINDOWS_PATH
}
