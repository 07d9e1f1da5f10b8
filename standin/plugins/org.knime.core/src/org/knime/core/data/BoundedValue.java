// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** A value whose domain has bounds. */
public interface BoundedValue extends DataValue {}
