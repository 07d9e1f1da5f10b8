// SPDX-License-Identifier: GPL-3.0-or-later
/** Images as values of cells. */
package org.knime.core.data.image;
