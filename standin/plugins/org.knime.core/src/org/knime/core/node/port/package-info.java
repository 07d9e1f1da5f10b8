// SPDX-License-Identifier: GPL-3.0-or-later
/** Ports: types, objects, specifications and how they are stored. */
package org.knime.core.node.port;
