// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * MAT, the mask-aware transformer for large-hole inpainting (Li et al., CVPR 2022): generator,
 * discriminator, configuration, weights.
 *
 * <p>Start at {@link org.restauro.models.mat.MatModels} to fill holes with a model, at {@link
 * org.restauro.models.mat.MatGenerator} and {@link org.restauro.models.mat.MatDiscriminator} to
 * train one. May use the engine; knows nothing of image files or KNIME.
 */
package org.restauro.models.mat;
