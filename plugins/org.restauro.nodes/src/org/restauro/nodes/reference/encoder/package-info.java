// SPDX-License-Identifier: GPL-3.0-or-later
/** The Reference Encoder node: what a reference model sees in pictures, for the Inpaint node. */
package org.restauro.nodes.reference.encoder;
