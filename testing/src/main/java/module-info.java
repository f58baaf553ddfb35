/** Gradient checks and random tensors for JUnit and jqwik tests. */
module adjoint.testing {
  requires transitive adjoint.autograd;
  requires transitive net.jqwik.api;
  requires transitive org.junit.jupiter.api;

  exports adjoint.testing;

  provides net.jqwik.api.providers.ArbitraryProvider with
      adjoint.testing.ShapeProvider,
      adjoint.testing.TensorProvider;
}
