// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The data that the views show, as records which become the JSON that the page reads. May use
 * nothing but Jackson.
 */
package org.restauro.views.data;
