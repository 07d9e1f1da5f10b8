// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.restauro.engine.Torch;
import org.restauro.engine.TorchDevice;

/**
 * A function of tensors, written in TorchScript and compiled by libtorch.
 *
 * <p>The source is the parameter list, result type and body of one method; numbers such as strides
 * belong into it as literals. Equal sources share one compiled module, made at the first call and
 * kept until the JVM ends.
 *
 * <p><b>Memory:</b> results belong to the manager of the <em>first</em> argument, so the first
 * argument is an activation of the running pass, never a weight. <b>Gradients:</b> the calling
 * thread's gradient mode decides whether a graph is recorded. Safe to call from any thread.
 */
public final class ScriptFunction {
    private static final ConcurrentMap<String, ScriptFunction> CACHE = new ConcurrentHashMap<>();
    private static NDManager modules;

    private final String source;
    private volatile PtSymbolBlock block;

    private ScriptFunction(String source) {
        this.source = source;
    }

    /**
     * The function with this source.
     *
     * @param parameters such as {@code "x: Tensor, w: Tensor"}
     * @param result such as {@code "Tensor"} or {@code "Tuple[Tensor, Tensor]"}
     * @param body statements, one a line, without indentation at the outer level
     */
    public static ScriptFunction of(String parameters, String result, String body) {
        StringBuilder text = new StringBuilder(body.length() + 200);
        text.append("  def forward(self: __torch__.Ops, ").append(parameters);
        text.append(") -> ").append(result).append(":\n");
        body.lines()
                .filter(l -> !l.isBlank())
                .forEach(l -> text.append("    ").append(l).append('\n'));
        return CACHE.computeIfAbsent(text.toString(), ScriptFunction::new);
    }

    /** Calls the function; one array for each tensor of the result. */
    public NDList call(NDArray... arguments) {
        return IValueUtils.forward(block(), new NDList(arguments), true);
    }

    /** Calls a function that returns one tensor. */
    public NDArray apply(NDArray... arguments) {
        return call(arguments).get(0);
    }

    /**
     * Calls a function that takes lists of tensors: one call for all parameters of a network.
     *
     * @param owner of the results; the arguments keep their owners
     * @param arguments an {@link NDArray} for each {@code Tensor}, a list of them, not empty, for
     *     each {@code List[Tensor]}
     */
    public NDList callWithLists(NDManager owner, Object... arguments) {
        // a list is marked by the names of its arrays; second handles of the same tensors carry
        // them, since parameters are shared with other threads
        NDList handles = new NDList();
        try {
            for (int i = 0; i < arguments.length; i++) {
                boolean isList = arguments[i] instanceof List;
                List<?> arrays = isList ? (List<?>) arguments[i] : List.of(arguments[i]);
                if (arrays.isEmpty()) {
                    throw new IllegalArgumentException(
                            "Argument " + i + " is an empty list; at least one array is needed.");
                }
                try (IValue list = IValue.listFrom(arrays.toArray(PtNDArray[]::new))) {
                    for (PtNDArray handle : list.toTensorArray((PtNDManager) owner)) {
                        if (isList) {
                            handle.setName("list" + i + "[]");
                        }
                        handles.add(handle);
                    }
                }
            }
            return IValueUtils.forward(block(), handles, true);
        } finally {
            handles.close();
        }
    }

    /** Source as libtorch sees it. */
    @Override
    public String toString() {
        return source;
    }

    private PtSymbolBlock block() {
        PtSymbolBlock b = block;
        return b != null ? b : load();
    }

    private synchronized PtSymbolBlock load() {
        if (block == null) {
            byte[] archive = TorchScriptArchive.of(source);
            try {
                block =
                        JniUtils.loadModule(
                                (PtNDManager) moduleManager(),
                                new ByteArrayInputStream(archive),
                                false,
                                false);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot compile TorchScript source:\n" + source, e);
            }
        }
        return block;
    }

    private static synchronized NDManager moduleManager() {
        if (modules == null) {
            modules = Torch.newManager(TorchDevice.CPU);
        }
        return modules;
    }
}
