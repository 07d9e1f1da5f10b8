// SPDX-License-Identifier: GPL-3.0-or-later
/** Filling tables, and changing their columns. */
package org.knime.core.data.container;
