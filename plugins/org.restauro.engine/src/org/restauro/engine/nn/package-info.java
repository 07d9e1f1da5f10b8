// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Layers with named parameters: equalised, modulated, mask-aware and window-attention layers of the
 * StyleGAN2 and MAT families.
 *
 * <p>Start at {@link org.restauro.engine.nn.Module}. A layer's {@code forward} takes a {@link
 * org.restauro.engine.Pass} and arrays; results belong to the pass and arguments stay open. Names
 * and order of parameters are those of published checkpoints. Each hot layer is one TorchScript
 * function. May use {@code engine}, {@code ops} and {@code weights}.
 */
package org.restauro.engine.nn;
