// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Restoring images of any size with a network of a fixed size.
 *
 * <p>Start with {@link org.restauro.models.inpaint.Inpainter}: it owns an {@link
 * org.restauro.models.inpaint.InpaintingNetwork} and {@link
 * org.restauro.models.inpaint.InpaintSettings}, cuts an image into pieces as its {@link
 * org.restauro.models.inpaint.Policy} says, runs the network and puts the result together so that
 * known pixels stay as they were, bit for bit.
 *
 * <p>Uses {@code org.restauro.images} and plain arrays; no tensor type appears here.
 */
package org.restauro.models.inpaint;
