// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.restauro.engine.MemoryFormat;
import org.restauro.engine.Noise;
import org.restauro.engine.Staging;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.TensorData;

/**
 * One named tensor of a network: a parameter (learned), a buffer (kept) or a derived buffer (in
 * published files, but computed when needed and never held in memory).
 */
public final class Parameter {
    /** What a tensor is to its network. */
    public enum Kind {
        /** Learned. */
        PARAMETER,
        /** Kept, moved by training in its own way or constant. */
        BUFFER,
        /** Listed in state dictionaries only; its values follow from the configuration. */
        DERIVED
    }

    private final Kind kind;
    private final Initial initial;
    private final long[] shape;
    private NDArray value;
    private boolean frozen;
    private int assignments;

    Parameter(Kind kind, Initial initial, long[] shape) {
        this.kind = kind;
        this.initial = initial;
        this.shape = shape.clone();
    }

    /** What it is. */
    public Kind kind() {
        return kind;
    }

    /** Sizes of the dimensions; empty for a scalar. */
    public long[] shape() {
        return shape.clone();
    }

    /** Number of values. */
    public long elements() {
        return Noise.size(shape);
    }

    /** Whether training leaves it alone. */
    public boolean frozen() {
        return frozen;
    }

    void freeze(boolean freeze) {
        frozen = freeze;
        if (value != null && kind == Kind.PARAMETER) {
            value.setRequiresGradient(false);
        }
    }

    /**
     * The array; it belongs to the network.
     *
     * @throws IllegalStateException if nothing was loaded
     */
    public NDArray array() {
        if (value == null) {
            throw new IllegalStateException(
                    "This network has no weights yet: load or initialise it before using it.");
        }
        return value;
    }

    /** Overwrites the values, row-major; the array, and who shares it, stays the same. */
    public void assign(NDArray values) {
        ScriptFunction.of(
                        "v: Tensor, p: Tensor",
                        "Tensor",
                        "return torch.copy_(torch.detach(p), torch.reshape(v, torch.size(p)))")
                .apply(values, array())
                .close();
        assignments++;
    }

    /**
     * How often values were loaded or assigned: whether a copy elsewhere has fallen behind. The
     * steps of optimizers are not counted.
     */
    public int assignments() {
        return assignments;
    }

    /** Values of float32, row-major. */
    public float[] floats(String name) {
        return kind == Kind.DERIVED ? initialValues(name) : Ops.floats(array());
    }

    /** Values before training, of a fixed seed; needs no weights. */
    public float[] initialValues(String name) {
        return initial.values(Noise.seeded(0), name, shape);
    }

    void initialise(NDManager manager, MemoryFormat format, Noise noise, String name) {
        if (kind != Kind.DERIVED) {
            place(Staging.array(manager, initial.values(noise, name, shape), shape), format);
        }
    }

    void load(NDManager manager, MemoryFormat format, TensorData data) {
        if (kind != Kind.DERIVED) {
            NDArray array =
                    data.dtype() == DType.F32
                            ? Staging.array(manager, data::copyTo, shape)
                            : Staging.array(manager, data.toFloats(), shape);
            place(array, format);
        }
    }

    /** Convolution kernels lie in the policy's order, so that no call has to turn them. */
    private void place(NDArray array, MemoryFormat format) {
        NDArray placed = array;
        boolean kernel = shape.length == 4 || shape.length == 5 && shape[0] == 1;
        if (kernel && format == MemoryFormat.CHANNELS_LAST) {
            String x = shape.length == 4 ? "x" : "torch.squeeze(x, 0)";
            String y = Ops.inFormat(x, format);
            placed =
                    ScriptFunction.of(
                                    "x: Tensor",
                                    "Tensor",
                                    "return "
                                            + (shape.length == 4
                                                    ? y
                                                    : "torch.unsqueeze(" + y + ", 0)"))
                            .apply(array);
            array.close();
        }
        if (value != null) {
            value.close();
        }
        value = placed;
        assignments++;
    }
}
