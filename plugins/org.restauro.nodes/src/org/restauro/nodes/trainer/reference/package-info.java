// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The Reference Fine-Tuner node: teaches a network to look at references. Its groups of settings
 * are those of a fine-tuning run. Start at {@link
 * org.restauro.nodes.trainer.reference.ReferenceFineTunerNodeFactory}; the work is done by {@code
 * org.restauro.training.reference}.
 */
package org.restauro.nodes.trainer.reference;
