// SPDX-License-Identifier: GPL-3.0-or-later
/** Common references to parameters. */
package org.knime.node.parameters.updates.util;
