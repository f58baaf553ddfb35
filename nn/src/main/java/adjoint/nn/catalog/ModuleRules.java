package adjoint.nn.catalog;

import adjoint.autograd.Derivation;
import java.util.List;

/**
 * What the gradients of the attention modules come to, in matrix form, for one image: X is its C x
 * M matrix of channels and positions, 1 a column of ones. The tape composes them of the rules of
 * the operations that the modules apply.
 */
final class ModuleRules {
  /** Squeeze and excitation. */
  static final Derivation SQUEEZE =
      new Derivation(
          "s = X 1 / M, h = W_1 s, z = W_2 relu(h), a = sigma(z), Y = diag(a) X",
          List.of(
              "gX = diag(a) gY + gs 1^T / M",
              "gW_1 = gh s^T with gh = (W_2^T gz) o [h > 0]",
              "gW_2 = gz relu(h)^T with gz = ga o a o (1 - a)"),
          List.of(
              "dY = diag(a) dX + diag(da) X",
              "<gY, dY> = <diag(a) gY, dX> + <ga, da> with ga = (gY o X) 1, a sum for each channel",
              "da = a o (1 - a) o dz, so gz = ga o a o (1 - a)",
              "z = W_2 r, r = relu(h): <gz, dz> = <gz r^T, dW_2> + <W_2^T gz, dr>",
              "dr = [h > 0] o dh, so gh = (W_2^T gz) o [h > 0]",
              "h = W_1 s: <gh, dh> = <gh s^T, dW_1> + <W_1^T gh, ds>, so gs = W_1^T gh",
              "ds = dX 1 / M: <gs, ds> = <gs 1^T / M, dX>, the same for all positions of a channel"));

  /** SimAM, one channel. */
  static final Derivation SIMAM =
      new Derivation(
          "y[i] = a[i] x[i], a[i] = sigma(d[i] / q + 1 / 2), d[i] = (x[i] - mu)^2,"
              + " q = 4 ((sum over i of d[i]) / (M - 1) + lambda), mu the mean of x",
          List.of(
              "gx[i] = a[i] gy[i] + 2 (x[i] - mu) gd[i] - (2 / M) sum over j of (x[j] - mu) gd[j]",
              "gd[i] = u[i] / q - (4 / ((M - 1) q^2)) sum over j of u[j] d[j] with"
                  + " u[i] = gy[i] x[i] a[i] (1 - a[i])"),
          List.of(
              "dy[i] = a[i] dx[i] + x[i] da[i]",
              "da[i] = a[i] (1 - a[i]) de[i] with e[i] = d[i] / q + 1 / 2, so ge[i] = u[i]",
              "de[i] = dd[i] / q - d[i] dq / q^2 with dq = (4 / (M - 1)) sum over j of dd[j]",
              "collect the terms of dd[i]: gd[i] = u[i] / q - (4 / ((M - 1) q^2)) sum over j of"
                  + " u[j] d[j]",
              "dd[i] = 2 (x[i] - mu) (dx[i] - dm) with dm = (1 / M) sum over j of dx[j], the change of"
                  + " mu",
              "collect the terms of dx[i]; the last one is what flows through the mean"));

  /** Second-order channel attention. */
  static final Derivation SOCA =
      new Derivation(
          "S = sqrtm(X Ibar X^T), s = S^T 1 / C, h = W_1 s + b_1, z = W_2 relu(h) + b_2,"
              + " a = sigma(z), Y = diag(a) X",
          List.of(
              "gX = diag(a) gY + (gSigma + gSigma^T) X Ibar, with gSigma of SQ-B4 for G = 1 gs^T / C",
              "gW_1 = gh s^T, gb_1 = gh = (W_2^T gz) o [h > 0]",
              "gW_2 = gz relu(h)^T, gb_2 = gz = ga o a o (1 - a)"),
          List.of(
              "as for squeeze and excitation: ga = (gY o X) 1, gz = ga o a o (1 - a), gh = (W_2^T gz)"
                  + " o [h > 0], gs = W_1^T gh",
              "ds = dS^T 1 / C: <gs, ds> = tr(gs^T dS^T 1) / C = <1 gs^T / C, dS>",
              "so G = dL/dS = 1 gs^T / C: a matrix of equal rows, not symmetric",
              "SQ-B1 to SQ-B4 give gSigma from G, CP-B gives gX from gSigma",
              "where X is cropped, the second term of gX is 0 outside the middle"));

  /** The attention over kernels. */
  static final Derivation MIXTURE =
      new Derivation(
          "s = X 1 / M, h = W_1 s, z = W_2 relu(h) / tau, y = softmax(z), tau the temperature",
          List.of(
              "gX = gs 1^T / M with gs = W_1^T gh",
              "gW_1 = gh s^T with gh = (W_2^T gz) o [h > 0] / tau",
              "gW_2 = gz relu(h)^T / tau with gz = y o (gy - <gy, y>)"),
          List.of(
              "dy = y o (dz - <y, dz>)",
              "<gy, dy> = <gy o y, dz> - <gy, y> <y, dz> = <y o (gy - <gy, y>), dz>",
              "dz = W_2 dr / tau + dW_2 r / tau with r = relu(h); then as for squeeze and"
                  + " excitation"));

  /** Dynamic convolution. */
  static final Derivation DYNAMIC =
      new Derivation(
          "V = sum over k of p_k W_k, c = sum over k of p_k b_k, y = X * V + c, with p = softmax(z)"
              + " of the attention",
          List.of(
              "gX = T_V(gy) + gs 1^T / M, T_V being the transposed convolution with V",
              "gW_k = p_k gV and gb_k = p_k gc, with gV and gc the weight and bias gradients of one"
                  + " convolution",
              "gp_k = <gV, W_k> + <gc, b_k>, from which the attention gives gs"),
          List.of(
              "dy = dX * V + X * dV + dc",
              "<gy, dy> = <T_V(gy), dX> + <gV, dV> + <gc, dc>, as for any convolution",
              "dV = sum over k of (dp_k W_k + p_k dW_k), likewise dc",
              "<gV, dV> = sum over k of (<gV, W_k> dp_k + <p_k gV, dW_k>)",
              "for a batch, each image has its own p and V; gW_k adds p_k gV over the images"));

  private ModuleRules() {}
}
