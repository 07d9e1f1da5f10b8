// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What configuration files of GenForce say alike for every kind of run: data, length, learning
 * rates, optimizers, when a controller acts. Start at {@link
 * org.restauro.training.published.PublishedConfig}, which makes such a file fit a tree of settings;
 * the other classes read parts of it. May use the training core, settings and image sources; knows
 * no network.
 */
package org.restauro.training.published;
