// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** A 64-bit whole number. */
public interface LongValue extends DataValue {
    long getLongValue();
}
