package adjoint.bench.peers;

/** Something that runs the network. */
interface Engine extends AutoCloseable {
  /** What it calls itself. */
  String name();

  /** Sets the number of threads for the calls that follow. */
  void setThreads(int count) throws Exception;

  /** One picture, 1 x 3 x 640 x 640, through the network; returns the decoded boxes. */
  float[] predict() throws Exception;

  @Override
  void close() throws Exception;
}
