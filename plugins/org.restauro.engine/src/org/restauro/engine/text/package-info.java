// SPDX-License-Identifier: GPL-3.0-or-later
/** What messages are made of. Plain Java, for all layers. */
package org.restauro.engine.text;
