// SPDX-License-Identifier: GPL-3.0-or-later
/** How parameters of older versions are read. */
package org.knime.node.parameters.migration;
