// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.validation;

/** What a dialog checks while the user types. */
public interface BuiltinValidation {
    String getErrorMessage();

    Object getParameters();
}
