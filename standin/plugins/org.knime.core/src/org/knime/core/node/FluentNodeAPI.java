// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

/** Marks the classes of the fluent node API. */
public interface FluentNodeAPI {}
