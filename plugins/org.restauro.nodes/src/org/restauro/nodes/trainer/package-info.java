// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What nodes that train share: a run in a folder that can be cancelled, its log as a table, the way
 * from a dialog to the settings of a run, and groups of settings that all runs have. Start at
 * {@link org.restauro.nodes.trainer.TrainerRun}; the nodes are in the packages below.
 */
package org.restauro.nodes.trainer;
