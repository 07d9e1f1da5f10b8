// SPDX-License-Identifier: GPL-3.0-or-later
/** How parameters become settings; exists only in the stand-in. */
package org.restauro.standin.ui;
