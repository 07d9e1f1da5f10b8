// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import org.restauro.engine.nn.FullyConnected.Activation;

/**
 * The four projections of window attention; {@link WindowBlock} computes with them.
 *
 * <p>State: children {@code q}, {@code k}, {@code v}, {@code proj}, each (dim, dim) with bias.
 */
final class WindowAttention extends Module {
    final FullyConnected q;
    final FullyConnected k;
    final FullyConnected v;
    final FullyConnected proj;

    WindowAttention(int dim) {
        q = child("q", new FullyConnected(dim, dim, Activation.LINEAR));
        k = child("k", new FullyConnected(dim, dim, Activation.LINEAR));
        v = child("v", new FullyConnected(dim, dim, Activation.LINEAR));
        proj = child("proj", new FullyConnected(dim, dim, Activation.LINEAR));
    }
}
