// SPDX-License-Identifier: GPL-3.0-or-later
/** Files that belong to a node and travel with its cells and port objects. */
package org.knime.core.data.filestore;
