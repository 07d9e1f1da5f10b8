// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * A whole MAT training run, from settings to model file. Start at {@link
 * org.restauro.training.mat.MatTraining}; {@code defaults.yml} lists and explains every setting.
 * The command line and the nodes build on this; it knows neither.
 */
package org.restauro.training.mat;
