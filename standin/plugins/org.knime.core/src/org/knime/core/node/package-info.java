// SPDX-License-Identifier: GPL-3.0-or-later
/** Nodes: factories, models, settings, tables and what they need while executing. */
package org.knime.core.node;
