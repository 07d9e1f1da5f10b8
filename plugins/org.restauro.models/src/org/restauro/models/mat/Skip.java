// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import ai.djl.ndarray.NDArray;
import org.restauro.engine.Pass;

/**
 * Features of an encoder for the decoder's level of the same size; they need not exist as a whole.
 */
interface Skip extends AutoCloseable {
    /** A part of the features, to be closed by the caller. */
    NDArray part(Pass pass, Part part);

    /** All features; they are freed with this or with the pass. */
    NDArray whole(Pass pass);

    @Override
    void close();

    /** Features that exist; closed with this. */
    static Skip of(NDArray features) {
        return new Skip() {
            @Override
            public NDArray part(Pass pass, Part part) {
                return part.of(features);
            }

            @Override
            public NDArray whole(Pass pass) {
                return features;
            }

            @Override
            public void close() {
                features.close();
            }
        };
    }
}
