// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.updates;

/**
 * Names a field for others to depend on.
 *
 * @param <V> the field's class
 */
public interface ParameterReference<V> {}
