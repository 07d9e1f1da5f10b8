// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/**
 * Puts converted tensors into the published order and adds what files leave out because it is no
 * more than a constant: kernels of filters, levels of detail.
 */
final class Completion {
    private Completion() {}

    /**
     * The whole state dictionary of a network.
     *
     * @param network tells names, order and shapes; needs no weights
     * @throws IllegalArgumentException if a parameter is missing or has another shape, or a tensor
     *     belongs nowhere
     */
    static StateDict of(Module network, StateDict converted) {
        StateDict complete = new StateDict();
        int used = 0;
        for (Map.Entry<String, Parameter> e : network.state().entrySet()) {
            String name = e.getKey();
            Parameter parameter = e.getValue();
            if (converted.contains(name)) {
                complete.put(name, checked(name, converted.get(name), parameter.shape()));
                used++;
            } else if (parameter.kind() == Parameter.Kind.PARAMETER) {
                throw new IllegalArgumentException("there is nothing for \"" + name + "\"");
            } else {
                complete.put(name, TensorData.of(parameter.initialValues(name), parameter.shape()));
            }
        }
        if (used < converted.size()) {
            List<String> left = new ArrayList<>(converted.names());
            left.removeAll(network.state().keySet());
            throw new IllegalArgumentException(
                    "such a network has no place for "
                            + left.subList(0, Math.min(left.size(), 5))
                            + (left.size() > 5 ? " and " + (left.size() - 5) + " more" : ""));
        }
        return complete;
    }

    private static TensorData checked(String name, TensorData tensor, long[] shape) {
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new IllegalArgumentException(
                    "\""
                            + name
                            + "\" would have the shape "
                            + Arrays.toString(tensor.shape())
                            + " instead of "
                            + Arrays.toString(shape));
        }
        return tensor;
    }
}
