// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Pictures of trained generators: from seeds, latents, styles and classes, one by one, mixed, or
 * along a path.
 *
 * <p>Start at {@link org.restauro.models.gan.synthesis.ImageSynthesizer}, which renders {@link
 * org.restauro.models.gan.synthesis.SynthesisRow}s; {@link
 * org.restauro.models.gan.synthesis.SynthesisPlan} says which rows make a series, a path or a table
 * of mixed styles. May use the networks of {@link org.restauro.models.gan} and images; knows
 * nothing of files, training or KNIME.
 */
package org.restauro.models.gan.synthesis;
