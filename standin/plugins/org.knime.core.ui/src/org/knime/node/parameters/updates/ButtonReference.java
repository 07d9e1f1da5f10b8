// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.updates;

/** Names a button for fields to depend on. */
public interface ButtonReference {}
