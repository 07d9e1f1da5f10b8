// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Lets metrics of generators see a GAN: {@link org.restauro.metrics.generator.GanPaths}. The one
 * place of this bundle that knows how a GAN makes pictures.
 */
package org.restauro.metrics.generator;
