// SPDX-License-Identifier: GPL-3.0-or-later
/** The Sample Murals node: a table of painted murals with damage, masks and the truth. */
package org.restauro.nodes.murals;
