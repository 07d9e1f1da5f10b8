// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Executes the nodes in the stand-in for KNIME: these tests need its insides, which the nodes' own
 * bundle must not. Start at {@link org.restauro.runner.nodes.NodeRun}.
 */
package org.restauro.runner.nodes;
