// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** A 32-bit whole number. */
public interface IntValue extends DataValue {
    int getIntValue();
}
