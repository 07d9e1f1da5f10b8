// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * From pictures back to a generator's codes: the encoder of GenForce, a residual network (He et al.
 * 2016) whose last maps become codes.
 *
 * <p>Start at {@link org.restauro.models.gan.inversion.InversionEncoder}. May use the engine and
 * the networks of the package above.
 */
package org.restauro.models.gan.inversion;
