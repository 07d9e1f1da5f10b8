// SPDX-License-Identifier: GPL-3.0-or-later
/** The fluent API of nodes. */
package org.knime.node;
