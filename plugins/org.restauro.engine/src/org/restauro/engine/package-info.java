// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The tensor engine: DJL's PyTorch engine behind a small door.
 *
 * <p>It may use DJL and plain Java, and knows nothing of images, networks of a particular family or
 * KNIME. Start at {@link org.restauro.engine.Torch} (start-up, devices, managers), then {@link
 * org.restauro.engine.Pass} (one evaluation: memory owner, precision, randomness, gradients),
 * {@link org.restauro.engine.ComputePolicy} and {@link org.restauro.engine.Noise}. Operations are
 * in {@code ops}, layers in {@code nn}, files in {@code weights}.
 */
package org.restauro.engine;
