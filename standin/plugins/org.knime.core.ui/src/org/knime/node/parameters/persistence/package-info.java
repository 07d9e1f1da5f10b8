// SPDX-License-Identifier: GPL-3.0-or-later
/** How parameters are stored. */
package org.knime.node.parameters.persistence;
