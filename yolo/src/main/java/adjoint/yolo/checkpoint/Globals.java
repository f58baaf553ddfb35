package adjoint.yolo.checkpoint;

import adjoint.tensor.io.StoredType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The names that a checkpoint may refer to. A name is looked up here and becomes a record; nothing
 * is imported, so even an allowed class runs no code.
 */
final class Globals {
  /** Modules that no checkpoint needs and that attacks use; they cannot be allowed. */
  private static final Set<String> BLOCKED =
      Set.of(
          "os",
          "posix",
          "nt",
          "sys",
          "subprocess",
          "builtins",
          "__builtin__",
          "importlib",
          "runpy",
          "shutil",
          "socket",
          "pty",
          "code",
          "ctypes",
          "webbrowser",
          "operator",
          "pickle",
          "types",
          "functools");

  private static final Map<String, GlobalKind> ALLOWED = new HashMap<>();
  private static final Map<String, StoredType> STORED_TYPES = new HashMap<>();

  private Globals() {}

  static {
    addPython();
    addTorch();
    addNumpy();
    addLayers();
    addModels();
  }

  /** What to do with {@code module.name}; null where it is not on the list. */
  static GlobalKind find(String module, String name) {
    return ALLOWED.get(module + " " + name);
  }

  static boolean isBlocked(String module) {
    int dot = module.indexOf('.');
    return BLOCKED.contains(dot < 0 ? module : module.substring(0, dot));
  }

  /** Whether a class is known to belong to another kind of model. */
  static boolean isOtherModel(String module, String name) {
    return module.startsWith("ultralytics.")
        || module.startsWith("torchvision.")
        || module.startsWith("models.") && name.matches("(Seg|Class|Pose|OBB|RTDETR|World).*");
  }

  /** The elements of a storage class or torch type; null for an untyped storage. */
  static StoredType storedType(Pickled.Global global) {
    return STORED_TYPES.get(global.name());
  }

  private static void addPython() {
    for (String builtins : new String[] {"builtins", "__builtin__"}) {
      add(GlobalKind.SET, builtins, "set", "frozenset");
      add(GlobalKind.BYTES, builtins, "bytes", "bytearray");
      add(GlobalKind.TYPE, builtins, "int", "float", "bool", "str", "list", "dict", "tuple");
    }
    add(GlobalKind.DICTIONARY, "collections", "OrderedDict", "Counter");
    add(GlobalKind.DEFAULT_DICTIONARY, "collections", "defaultdict");
    add(GlobalKind.ENCODE, "_codecs", "encode");
    add(GlobalKind.CLASS, "argparse", "Namespace");
    for (String pathlib : new String[] {"pathlib", "pathlib._local"}) {
      add(GlobalKind.POSIX_PATH, pathlib, "Path", "PurePath", "PosixPath", "PurePosixPath");
      add(GlobalKind.WINDOWS_PATH, pathlib, "WindowsPath", "PureWindowsPath");
    }
  }

  private static void addTorch() {
    addStorage(StoredType.F16, "HalfStorage", "float16", "half");
    addStorage(StoredType.BF16, "BFloat16Storage", "bfloat16");
    addStorage(StoredType.F32, "FloatStorage", "float32", "float");
    addStorage(StoredType.F64, "DoubleStorage", "float64", "double");
    addStorage(StoredType.I8, "CharStorage", "int8");
    addStorage(StoredType.I16, "ShortStorage", "int16", "short");
    addStorage(StoredType.U16, "uint16");
    addStorage(StoredType.I32, "IntStorage", "int32", "int");
    addStorage(StoredType.U32, "uint32");
    addStorage(StoredType.I64, "LongStorage", "int64", "long");
    addStorage(StoredType.U8, "ByteStorage", "uint8");
    addStorage(StoredType.BOOL, "BoolStorage", "bool");
    add(GlobalKind.STORAGE, "torch", "UntypedStorage");
    add(GlobalKind.STORAGE, "torch.storage", "UntypedStorage", "_UntypedStorage");
    add(GlobalKind.SIZE, "torch", "Size");
    add(GlobalKind.DEVICE, "torch", "device");
    add(GlobalKind.TYPE, "torch", "Tensor");
    add(GlobalKind.TYPE, "torch.nn.parameter", "Parameter", "Buffer");
    add(GlobalKind.REBUILD_TENSOR, "torch._utils", "_rebuild_tensor", "_rebuild_tensor_v2");
    add(GlobalKind.REBUILD_TENSOR_TYPED, "torch._utils", "_rebuild_tensor_v3");
    add(
        GlobalKind.REBUILD_PARAMETER,
        "torch._utils",
        "_rebuild_parameter",
        "_rebuild_parameter_with_state");
    add(GlobalKind.REBUILD_FROM_TYPE, "torch._tensor", "_rebuild_from_type_v2");
  }

  private static void addStorage(StoredType type, String... names) {
    add(GlobalKind.STORAGE, "torch", names);
    for (String name : names) {
      STORED_TYPES.put(name, type);
    }
  }

  private static void addNumpy() {
    for (String core : new String[] {"numpy.core", "numpy._core"}) {
      add(GlobalKind.NUMPY_RECONSTRUCT, core + ".multiarray", "_reconstruct");
      add(GlobalKind.NUMPY_SCALAR, core + ".multiarray", "scalar");
      add(GlobalKind.NUMPY_FROM_BUFFER, core + ".numeric", "_frombuffer");
    }
    add(GlobalKind.TYPE, "numpy", "ndarray", "float16", "float32", "float64", "int32", "int64");
    add(GlobalKind.NUMPY_TYPE, "numpy", "dtype");
    for (String type : new String[] {"Float16", "Float32", "Float64", "Int32", "Int64", "Bool"}) {
      add(GlobalKind.TYPE, "numpy.dtypes", type + "DType");
    }
  }

  /** The layers of torch that detectors and their attention blocks are made of. */
  private static void addLayers() {
    String modules = "torch.nn.modules.";
    add(
        GlobalKind.CLASS,
        modules + "activation",
        ("ReLU ReLU6 LeakyReLU PReLU ELU CELU SELU GELU GLU SiLU Mish Hardswish Hardsigmoid"
                + " Hardtanh Sigmoid LogSigmoid Tanh Softplus Softmax Softmax2d LogSoftmax Softsign"
                + " MultiheadAttention")
            .split(" "));
    add(
        GlobalKind.CLASS,
        modules + "batchnorm",
        "BatchNorm1d",
        "BatchNorm2d",
        "BatchNorm3d",
        "SyncBatchNorm");
    add(
        GlobalKind.CLASS,
        modules + "container",
        "Sequential",
        "ModuleList",
        "ModuleDict",
        "ParameterList",
        "ParameterDict");
    add(
        GlobalKind.CLASS,
        modules + "conv",
        "Conv1d",
        "Conv2d",
        "Conv3d",
        "ConvTranspose1d",
        "ConvTranspose2d");
    add(GlobalKind.CLASS, modules + "dropout", "Dropout", "Dropout2d", "AlphaDropout");
    add(GlobalKind.CLASS, modules + "flatten", "Flatten", "Unflatten");
    add(GlobalKind.CLASS, modules + "fold", "Fold", "Unfold");
    add(
        GlobalKind.CLASS,
        modules + "instancenorm",
        "InstanceNorm1d",
        "InstanceNorm2d",
        "InstanceNorm3d");
    add(
        GlobalKind.CLASS,
        modules + "linear",
        "Identity",
        "Linear",
        "Bilinear",
        "NonDynamicallyQuantizableLinear");
    add(
        GlobalKind.CLASS,
        modules + "normalization",
        "LayerNorm",
        "GroupNorm",
        "LocalResponseNorm",
        "RMSNorm");
    add(
        GlobalKind.CLASS,
        modules + "padding",
        "ZeroPad2d",
        "ConstantPad2d",
        "ReflectionPad2d",
        "ReplicationPad2d");
    add(GlobalKind.CLASS, modules + "pixelshuffle", "PixelShuffle", "PixelUnshuffle");
    add(
        GlobalKind.CLASS,
        modules + "pooling",
        "MaxPool1d",
        "MaxPool2d",
        "AvgPool1d",
        "AvgPool2d",
        "AdaptiveAvgPool1d",
        "AdaptiveAvgPool2d",
        "AdaptiveMaxPool1d",
        "AdaptiveMaxPool2d");
    add(
        GlobalKind.CLASS,
        modules + "upsampling",
        "Upsample",
        "UpsamplingNearest2d",
        "UpsamplingBilinear2d");
    add(
        GlobalKind.CLASS,
        modules + "loss",
        "BCEWithLogitsLoss",
        "BCELoss",
        "CrossEntropyLoss",
        "MSELoss");
  }

  /**
   * The blocks of YOLOv5 and the attention blocks that this project knows, where users put them.
   */
  private static void addModels() {
    add(GlobalKind.CLASS, "models.yolo", "Model", "DetectionModel", "Detect");
    for (String module :
        new String[] {"models.common", "models.experimental", "models.attention", "models.yolo"}) {
      add(
          GlobalKind.CLASS,
          module,
          ("Conv DWConv DWConvTranspose2d TransformerLayer TransformerBlock Bottleneck"
                  + " BottleneckCSP CrossConv C3 C3x C3TR C3SPP C3Ghost SPP SPPF Focus GhostConv"
                  + " GhostBottleneck Contract Expand Concat Sum MixConv2d Classify SE SELayer SElayer"
                  + " SimAM simam_module SOCA Covpool Sqrtm Dynamic_conv2d DynamicConv2d attention2d"
                  + " Attention2d CBAM ChannelAttention SpatialAttention CA CoordAtt ECA eca_layer"
                  + " h_sigmoid h_swish")
              .split(" "));
    }
    add(
        GlobalKind.CLASS,
        "utils.activations",
        "SiLU",
        "Hardswish",
        "Mish",
        "MemoryEfficientMish",
        "FReLU",
        "AconC",
        "MetaAconC");
  }

  private static void add(GlobalKind kind, String module, String... names) {
    for (String name : names) {
      ALLOWED.put(module + " " + name, kind);
    }
  }
}
