// SPDX-License-Identifier: GPL-3.0-or-later
/** The Mask Generator node: a random or derived mask for each row of a table. */
package org.restauro.nodes.mask.generator;
