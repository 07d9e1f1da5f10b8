// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * MAT guided by references: pictures of how the damaged part looked, or of the same hand, steer the
 * filling by attention and by style.
 *
 * <p>Start at {@link org.restauro.models.reference.ReferenceModels} to open and write files, at
 * {@link org.restauro.models.reference.ReferenceGuidedNetwork} to fill holes, at {@link
 * org.restauro.models.reference.ReferenceGuidedGenerator} to train. May use the engine, the MAT
 * networks and the arrays of the inpainting package; knows nothing of image files or KNIME.
 */
package org.restauro.models.reference;
