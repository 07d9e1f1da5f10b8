// SPDX-License-Identifier: GPL-3.0-or-later
/** Parameters of a dialog that depend on others. */
package org.knime.node.parameters.updates;
