// SPDX-License-Identifier: GPL-3.0-or-later
/** Groups of ports of which an instance of a node may have more or fewer. */
package org.knime.core.node.context.ports;
