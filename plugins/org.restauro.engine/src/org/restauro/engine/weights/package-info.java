// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Named tensors on disk, without a tensor engine: what a checkpoint holds and the safetensors
 * format.
 *
 * <p>Start with {@link org.restauro.engine.weights.Safetensors} to read or write a file, with
 * {@link org.restauro.engine.weights.StateDict} for what is in it. Uses Jackson for the JSON
 * header; knows nothing of DJL. Every size and offset is checked against the file before memory is
 * taken, and every broken file ends in a {@link org.restauro.engine.weights.WeightFileException}.
 */
package org.restauro.engine.weights;
