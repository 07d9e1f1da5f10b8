// SPDX-License-Identifier: GPL-3.0-or-later
/** Looking at parts of tables. */
package org.knime.core.data.container.filter;
