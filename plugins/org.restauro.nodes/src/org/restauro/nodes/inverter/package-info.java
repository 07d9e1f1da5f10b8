// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The Image Inverter node: from images back to a GAN's codes.
 *
 * <p>Start at {@link org.restauro.nodes.inverter.ImageInverterNodeFactory}.
 */
package org.restauro.nodes.inverter;
