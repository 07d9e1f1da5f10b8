// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Where training and judging get their images from, and in which order.
 *
 * <p>Start with {@link org.restauro.images.source.ImageSources#open}, which opens a folder, a zip,
 * an LMDB environment or a list file as an {@link org.restauro.images.source.ImageSource}; narrow
 * it with {@link org.restauro.images.source.Split} and {@link
 * org.restauro.images.source.SubsetSource}; draw from it with a {@link
 * org.restauro.images.source.Sampler} and read ahead with a {@link
 * org.restauro.images.source.SampleStream}, which gives cropped, mirrored and masked {@link
 * org.restauro.images.source.Sample}s. What is random in the k-th sample follows from the seed and
 * k alone, so that neither the number of threads nor an interruption changes it.
 *
 * <p>Uses {@code org.restauro.images}, its {@code io}, {@code mask} and {@code random} packages,
 * and Jackson's streaming parser; no tensors, no KNIME.
 */
package org.restauro.images.source;
