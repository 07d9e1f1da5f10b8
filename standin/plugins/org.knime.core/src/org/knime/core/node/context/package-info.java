// SPDX-License-Identifier: GPL-3.0-or-later
/** How an instance of a node is created: its ports. */
package org.knime.core.node.context;
