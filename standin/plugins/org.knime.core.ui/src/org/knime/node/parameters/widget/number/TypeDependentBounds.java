// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.number;

import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MaxValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation;

/** The defaults of {@link NumberInputWidget}: the bounds of the field's own type. */
final class TypeDependentBounds {
    private TypeDependentBounds() {}

    abstract static class Min extends MinValidation {}

    abstract static class Max extends MaxValidation {}

    interface NoMin extends StateProvider<MinValidation> {}

    interface NoMax extends StateProvider<MaxValidation> {}
}
