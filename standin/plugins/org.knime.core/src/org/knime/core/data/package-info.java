// SPDX-License-Identifier: GPL-3.0-or-later
/** Data types, cells, rows, table specifications and their creators. */
package org.knime.core.data;
