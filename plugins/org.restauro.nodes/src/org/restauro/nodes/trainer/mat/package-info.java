// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The MAT Trainer node: trains the inpainting network with images from a table or a data set. Its
 * groups of settings are those of a training run, field by field. Start at {@link
 * org.restauro.nodes.trainer.mat.MatTrainerNodeFactory}; the work is done by {@code
 * org.restauro.training.mat}.
 */
package org.restauro.nodes.trainer.mat;
