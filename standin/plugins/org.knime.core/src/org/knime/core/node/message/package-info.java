// SPDX-License-Identifier: GPL-3.0-or-later
/** Messages shown at a node. */
package org.knime.core.node.message;
