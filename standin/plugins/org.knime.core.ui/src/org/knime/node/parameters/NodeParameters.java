// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters;

import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.persistence.Persistable;

/**
 * The parameters of a node: a class with a constructor without arguments whose fields, private ones
 * excepted, are stored and shown.
 */
public interface NodeParameters extends Persistable, WidgetGroup {
    default void validate() throws InvalidSettingsException {}
}
