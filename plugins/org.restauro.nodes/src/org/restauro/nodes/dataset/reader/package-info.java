// SPDX-License-Identifier: GPL-3.0-or-later
/** The Dataset Reader node: the list of a folder's images as a data set, without their pixels. */
package org.restauro.nodes.dataset.reader;
