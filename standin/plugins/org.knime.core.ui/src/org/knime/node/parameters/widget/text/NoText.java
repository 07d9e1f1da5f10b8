// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.text;

import org.knime.node.parameters.updates.StateProvider;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.MaxLengthValidation;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.MinLengthValidation;
import org.knime.node.parameters.widget.text.TextInputWidgetValidation.PatternValidation;

/** The defaults of {@link TextInputWidget}: nothing is computed. */
final class NoText {
    private NoText() {}

    interface Placeholder extends StateProvider<String> {}

    interface Pattern extends StateProvider<PatternValidation> {}

    interface MaxLength extends StateProvider<MaxLengthValidation> {}

    interface MinLength extends StateProvider<MinLengthValidation> {}
}
