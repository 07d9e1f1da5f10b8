// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Weights of other programs, read without Python and without running anything: PyTorch's zip and
 * legacy files, TorchScript archives, StyleGAN2-ADA and MAT pickles, TensorFlow pickles,
 * safetensors.
 *
 * <p>Start with {@link org.restauro.models.foreign.ForeignFile}. Inside, {@code PickleMachine}
 * turns a pickle into inert values, {@code PickleCalls} holds the short list of callables whose
 * meaning is known, {@code ZipDirectory} and {@code TorchLegacy} find the storages, {@code
 * TensorNames} gives the tensors their state-dict names. {@link
 * org.restauro.models.foreign.TorchFile} writes PyTorch's zip layout. May use the weights package
 * of the engine and Jackson; knows nothing of networks or DJL. {@code ReadingLimits} says what a
 * file may cost.
 */
package org.restauro.models.foreign;
