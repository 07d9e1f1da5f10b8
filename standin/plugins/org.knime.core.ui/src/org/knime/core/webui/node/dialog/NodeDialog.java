// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.node.dialog;

import java.util.Set;
import org.knime.core.webui.UIExtension;

/** A dialog; the stand-in knows only which settings it would change. */
public interface NodeDialog extends UIExtension {
    Set<SettingsType> getSettingsTypes();
}
