// SPDX-License-Identifier: GPL-3.0-or-later
/** The ports that carry nothing but flow variables. */
package org.knime.core.node.port.flowvariable;
