// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The Image Synthesizer node: makes images with a GAN. Start at {@link
 * org.restauro.nodes.synthesizer.ImageSynthesizerNodeFactory}; the work is done by {@code
 * org.restauro.models.gan.synthesis}.
 */
package org.restauro.nodes.synthesizer;
