// SPDX-License-Identifier: GPL-3.0-or-later
/** Pages of views. */
package org.knime.core.node.wizard.page;
