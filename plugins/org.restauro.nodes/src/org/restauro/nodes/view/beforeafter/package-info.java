// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The Before/After View node: shows any table of damaged and restored images. Start at {@link
 * org.restauro.nodes.view.beforeafter.BeforeAfterViewNodeFactory}.
 */
package org.restauro.nodes.view.beforeafter;
