// SPDX-License-Identifier: GPL-3.0-or-later
/** The Inpaint node: fills the holes of a table's images with a network. */
package org.restauro.nodes.inpaint;
