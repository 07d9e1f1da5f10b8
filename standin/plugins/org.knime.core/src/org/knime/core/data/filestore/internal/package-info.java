// SPDX-License-Identifier: GPL-3.0-or-later
/** Internals of file stores that public signatures mention. */
package org.knime.core.data.filestore.internal;
