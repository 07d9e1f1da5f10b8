// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.weights.AtomicFile;
import org.restauro.engine.weights.DType;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;

/**
 * Writes state dictionaries as {@code torch.save} does since PyTorch 1.6: a ZIP archive with a
 * pickle of protocol 2. Floating-point tensors become float32. {@code torch.load} reads it, also
 * with {@code weights_only=True}: nothing in it is called but what rebuilds tensors.
 */
public final class TorchFile {
    private static final String ROOT = "archive/";
    private static final int CHUNK = 1 << 18;

    private final List<TensorData> storages = new ArrayList<>();
    private final Map<TensorData, Integer> keys = new IdentityHashMap<>();

    private TorchFile() {}

    /**
     * Writes a file; {@link AtomicFile} says how. Tensors that stand in several places as the same
     * object are stored once.
     *
     * @param path the target; replaced if it exists
     * @param dictionaries by the names they get, in order
     */
    public static void write(Path path, Map<String, StateDict> dictionaries) throws IOException {
        TorchFile file = new TorchFile();
        byte[] pickle = file.pickle(dictionaries);
        AtomicFile.write(
                path,
                channel -> {
                    StoredZip zip = new StoredZip(channel);
                    zip.entry(ROOT + "data.pkl", pickle);
                    zip.entry(ROOT + "byteorder", ascii("little"));
                    for (int i = 0; i < file.storages.size(); i++) {
                        TensorData tensor = file.storages.get(i);
                        long size = tensor.elements() * tensor.dtype().bytes();
                        zip.entry(ROOT + "data/" + i, size, sink -> copy(tensor, sink));
                    }
                    zip.entry(ROOT + "version", ascii("3\n"));
                    zip.finish();
                });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void copy(TensorData tensor, StoredZip.Sink sink) throws IOException {
        for (long from = 0; from < tensor.elements(); from += CHUNK) {
            sink.accept(tensor.bytes(from, (int) Math.min(CHUNK, tensor.elements() - from)));
        }
    }

    private byte[] pickle(Map<String, StateDict> dictionaries) {
        PickleOutput out = new PickleOutput();
        out.emptyDict().mark();
        dictionaries.forEach(
                (key, dictionary) -> {
                    out.text(key).emptyOrderedDict().mark();
                    for (String name : dictionary.names()) {
                        out.text(name);
                        tensor(out, dictionary.get(name));
                    }
                    out.setItems();
                });
        return out.setItems().stop();
    }

    private void tensor(PickleOutput out, TensorData tensor) {
        Integer key = keys.get(tensor);
        if (key == null) {
            key = storages.size();
            keys.put(tensor, key);
            storages.add(tensor.dtype().isFloating() ? tensor.to(DType.F32) : tensor);
        }
        long[] shape = tensor.shape();
        out.global("torch._utils", "_rebuild_tensor_v2").mark();
        out.mark().text("storage");
        out.global("torch", PickleValues.storageClass(storages.get(key).dtype()));
        out.text(key.toString()).text("cpu").number(tensor.elements()).tuple().persistent();
        out.number(0).numbers(shape).numbers(strides(shape)).no().emptyOrderedDict();
        out.tuple().call();
    }

    private static long[] strides(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(1, shape[i]);
        }
        return strides;
    }
}
