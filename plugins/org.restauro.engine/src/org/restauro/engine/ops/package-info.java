// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The operation library: every ATen operation, reached through TorchScript source that our Java
 * writes and libtorch compiles. {@link org.restauro.engine.ops.ScriptFunction} is the mechanism,
 * {@link org.restauro.engine.ops.Ops} the general operations, {@link
 * org.restauro.engine.ops.Gradients} derivatives of any order. May use DJL and {@code
 * org.restauro.engine}.
 */
package org.restauro.engine.ops;
