// SPDX-License-Identifier: GPL-3.0-or-later
/** What a node can be told: parameter classes and their annotations. */
package org.knime.node.parameters;
