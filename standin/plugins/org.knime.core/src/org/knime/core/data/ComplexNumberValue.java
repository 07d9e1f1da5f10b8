// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** A complex number. */
public interface ComplexNumberValue extends DataValue {
    double getRealValue();

    double getImaginaryValue();
}
