// SPDX-License-Identifier: GPL-3.0-or-later
/** Marker types of KNIME's internals that public signatures mention. */
package org.knime.core.internal;
