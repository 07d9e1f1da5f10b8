// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.file;

import java.nio.ByteBuffer;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/** Weights in half the space: floating-point tensors as float16. */
public final class HalfPrecision {
    private static final double LARGEST_HALF = 65504;
    private static final int CHUNK = 1 << 18;

    private HalfPrecision() {}

    /**
     * The same tensors with floating-point ones as float16, rounded to nearest. A tensor that holds
     * a finite value float16 cannot represent, and tensors of whole numbers, stay as they are.
     */
    public static StateDict of(StateDict tensors) {
        StateDict halves = new StateDict();
        for (String name : tensors.names()) {
            TensorData tensor = tensors.get(name);
            boolean wider = tensor.dtype().isFloating() && tensor.dtype() != DType.F16;
            halves.put(name, wider && fits(tensor) ? tensor.to(DType.F16) : tensor);
        }
        return halves;
    }

    private static boolean fits(TensorData tensor) {
        DType type = tensor.dtype();
        for (long from = 0; from < tensor.elements(); from += CHUNK) {
            int count = (int) Math.min(CHUNK, tensor.elements() - from);
            ByteBuffer bytes = tensor.bytes(from, count);
            for (int i = 0; i < count; i++) {
                double magnitude = Math.abs(type.readDouble(bytes, i * type.bytes()));
                if (magnitude > LARGEST_HALF && magnitude < Double.POSITIVE_INFINITY) {
                    return false;
                }
            }
        }
        return true;
    }
}
