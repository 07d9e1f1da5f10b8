// SPDX-License-Identifier: GPL-3.0-or-later
/** PNG images in cells. */
package org.knime.core.data.image.png;
