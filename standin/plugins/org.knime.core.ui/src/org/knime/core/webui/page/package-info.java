// SPDX-License-Identifier: GPL-3.0-or-later
/** Pages; the stand-in shows none. */
package org.knime.core.webui.page;
