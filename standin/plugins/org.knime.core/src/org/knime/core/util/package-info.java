// SPDX-License-Identifier: GPL-3.0-or-later
/** Exceptions and values shared by everything. */
package org.knime.core.util;
