// SPDX-License-Identifier: GPL-3.0-or-later
/** What has a page; the stand-in shows none. */
package org.knime.core.webui;
