// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Weights of the four families between the programs that train them: from NVIDIA's StyleGAN2-ADA
 * for PyTorch and its TensorFlow networks (PGGAN, StyleGAN, StyleGAN2, StyleGAN2-ADA) into the
 * names and shapes used here, which are GenForce's, and back into GenForce's files.
 *
 * <p>Files are opened by {@link org.restauro.models.file.ModelImporter}, which finds {@link
 * org.restauro.models.gan.convert.GanConverter} as a service. {@link
 * org.restauro.models.gan.convert.GenforceFile} writes, {@link
 * org.restauro.models.gan.convert.NetworkFit} finds what is broken before, {@link
 * org.restauro.models.gan.convert.ConversionCheck} compares afterwards. May use the networks above
 * it, model files and foreign files.
 */
package org.restauro.models.gan.convert;
