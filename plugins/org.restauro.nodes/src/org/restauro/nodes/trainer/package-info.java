// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What nodes that train share: images from tables and data sets as a training run reads them. May
 * use {@code org.restauro.images}; knows no network. Start at {@link
 * org.restauro.nodes.trainer.TrainingImages}.
 */
package org.restauro.nodes.trainer;
