// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * From pictures to feature vectors: decoding on several threads while the device computes, and a
 * cache on disk by the pictures' content.
 *
 * <p>Start at {@link org.restauro.metrics.features.FeatureExtractor}. May use the networks and the
 * image layer.
 */
package org.restauro.metrics.features;
