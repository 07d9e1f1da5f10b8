// SPDX-License-Identifier: GPL-3.0-or-later
/** What a dialog checks. */
package org.knime.node.parameters.validation;
