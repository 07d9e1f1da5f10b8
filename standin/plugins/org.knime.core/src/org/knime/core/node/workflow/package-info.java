// SPDX-License-Identifier: GPL-3.0-or-later
/** Flow variables. */
package org.knime.core.node.workflow;
