// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The KNIME nodes of Restauro: thin shells that turn tables and ports into calls of the lower
 * layers.
 *
 * <p>One subpackage a node, four files each: a factory that is one fluent {@code DefaultNode}
 * constant, the parameters, the icon and the test. {@link org.restauro.nodes.port} holds the port
 * objects, {@link org.restauro.nodes.table} the conversion between table cells and images.
 *
 * <p>May use {@code org.restauro.images}, {@code org.restauro.models} and KNIME's public node API
 * ({@code org.knime.core}, {@code org.knime.node}); does no image or network mathematics itself. A
 * good place to start is {@link org.restauro.nodes.inpaint.InpaintNodeFactory}.
 */
package org.restauro.nodes;
