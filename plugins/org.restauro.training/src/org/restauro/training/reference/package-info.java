// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Fine-tuning of a MAT so that it looks at references: from settings to a reference model file.
 * Start at {@link org.restauro.training.reference.ReferenceTraining}; {@code defaults.yml} lists
 * and explains every setting. The command line and the nodes build on this; it knows neither.
 */
package org.restauro.training.reference;
