// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Models at ports: reading and writing them (in the packages below) and making networks of them.
 * Start at {@link org.restauro.nodes.model.ModelNetworks}.
 */
package org.restauro.nodes.model;
