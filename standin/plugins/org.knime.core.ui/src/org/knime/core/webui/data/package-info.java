// SPDX-License-Identifier: GPL-3.0-or-later
/** Data of views. */
package org.knime.core.webui.data;
