// SPDX-License-Identifier: GPL-3.0-or-later
/** The Mask Tools node: a list of operations applied to the masks of a table. */
package org.restauro.nodes.mask.tools;
