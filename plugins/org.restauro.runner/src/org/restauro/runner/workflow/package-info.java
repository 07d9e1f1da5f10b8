// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Loads KNIME workflow folders, runs them without KNIME, and writes new ones. May use the node API
 * and the stand-in behind it; knows nothing of particular nodes. Start at {@link
 * org.restauro.runner.workflow.Workflow} to run and at {@link
 * org.restauro.runner.workflow.WorkflowWriter} to write.
 */
package org.restauro.runner.workflow;
