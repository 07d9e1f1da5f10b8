// SPDX-License-Identifier: GPL-3.0-or-later
/** Views; the stand-in shows none. */
package org.knime.core.webui.node.view;
