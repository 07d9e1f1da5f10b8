// SPDX-License-Identifier: GPL-3.0-or-later
/** Small checks used by nodes. */
package org.knime.core.node.util;
