// SPDX-License-Identifier: GPL-3.0-or-later
/** The Model Writer node: a network as one safetensors file. */
package org.restauro.nodes.model.writer;
