// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** A floating-point number. */
public interface DoubleValue extends DataValue {
    double getDoubleValue();
}
