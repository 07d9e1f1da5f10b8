// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * An Equinox application that says whether an installed Restauro works: its nodes are registered
 * and PyTorch computes. Only for tests; run by {@code tests/install}.
 */
package org.restauro.installcheck;
