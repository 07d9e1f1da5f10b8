// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.restauro.engine.weights.ByteSource;
import org.restauro.engine.weights.MappedFile;
import org.restauro.engine.weights.Safetensors;
import org.restauro.engine.weights.SafetensorsFile;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.WeightFileException;

/**
 * A weight file of another program, opened for reading: PyTorch's zip and legacy layouts,
 * TorchScript archives, StyleGAN2-ADA and MAT pickles, TensorFlow pickles of StyleGAN, safetensors.
 *
 * <p>Nothing in the file is run. Sizes are checked against the file before memory is taken; tensors
 * stay in the file until they are read, so it must stay open as long as they are used. Whatever is
 * wrong with a file ends in one {@link WeightFileException}.
 */
public final class ForeignFile implements Closeable {
    /** The layouts that are read. */
    public enum Format {
        /** safetensors. */
        SAFETENSORS("safetensors file"),
        /** torch.save since PyTorch 1.6. */
        TORCH_ZIP("PyTorch file (zip layout)"),
        /** torch.save before PyTorch 1.6. */
        TORCH_LEGACY("PyTorch file (legacy layout)"),
        /** torch.jit.save. */
        TORCHSCRIPT("TorchScript archive"),
        /** pickle.dump, as StyleGAN2-ADA and MAT write their networks. */
        PICKLE("Python pickle");

        private final String label;

        Format(String label) {
            this.label = label;
        }

        /** The layout in words. */
        public String label() {
            return label;
        }
    }

    /**
     * A state dict or a module in the file.
     *
     * @param path its place in the file, such as {@code G_ema} or {@code models.generator}; empty
     *     if it is the whole file
     * @param className the Python class it claims to be of, or empty
     * @param tensors its tensors under state-dict names
     * @param attributes plain attributes of a module, and in {@code _init_args} and {@code
     *     _init_kwargs} what it was made with
     */
    public record Part(String path, String className, StateDict tensors, ObjectNode attributes) {}

    /** What was read, before a file is put around it. */
    private record Content(
            Format format,
            StateDict tensors,
            List<Part> parts,
            ObjectNode values,
            Map<String, Integer> unknown) {}

    private final Path path;
    private final Closeable file;
    private final Content content;

    private ForeignFile(Path path, Closeable file, Content content) {
        this.path = path;
        this.file = file;
        this.content = content;
    }

    /**
     * Opens and checks a file.
     *
     * @throws WeightFileException if it is not a sound file of a supported format
     * @throws IOException if it cannot be read
     */
    public static ForeignFile open(Path path) throws IOException {
        MappedFile file = MappedFile.open(path);
        try {
            if (Safetensors.looksLike(file)) {
                file.close();
                SafetensorsFile tensors = Safetensors.open(path);
                return new ForeignFile(path, tensors, content(tensors));
            }
            return new ForeignFile(path, file, content(file));
        } catch (WeightFileException e) {
            file.close();
            String name = path.getFileName() + ": ";
            // names from the file may hold line feeds or terminal codes
            String message = e.getMessage().replaceAll("\\p{Cntrl}", "?");
            throw message.startsWith(name)
                    ? e
                    : new WeightFileException(
                            name + message + (message.endsWith(".") ? "" : "."), e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            file.close();
            throw new WeightFileException(
                    path.getFileName() + " is broken in a way this program did not foresee.", e);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Reads a file that lies in memory, such as a resource of this program, in any layout but
     * safetensors.
     *
     * @param name the file's name, for messages
     * @throws WeightFileException if it is not a sound file of a supported format
     */
    public static ForeignFile read(ByteSource bytes, String name) throws IOException {
        return new ForeignFile(Path.of(name), () -> {}, content(bytes));
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /** The layout. */
    public Format format() {
        return content.format();
    }

    /** Every tensor under the keys that lead to it, joined by dots. */
    public StateDict tensors() {
        return content.tensors();
    }

    /**
     * The state dicts and modules of the file, in its order. Optimizer states are not among them.
     */
    public List<Part> parts() {
        return content.parts();
    }

    /** The other values of the file, shortened where they are long. */
    public ObjectNode values() {
        return content.values();
    }

    /** Python names the file wants called and that were kept as inert data, with how often. */
    public Map<String, Integer> unknownNames() {
        return content.unknown();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static Content content(SafetensorsFile file) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        file.metadata().forEach(values::put);
        Part whole = new Part("", "", file.stateDict(), JsonNodeFactory.instance.objectNode());
        return new Content(Format.SAFETENSORS, file.stateDict(), List.of(whole), values, Map.of());
    }

    private static Content content(ByteSource file) throws IOException {
        PickleCalls calls = new PickleCalls();
        Format format;
        Object root;
        if (ZipDirectory.looksLike(file)) {
            TorchZip zip = new TorchZip(file, calls);
            format = zip.isScript() ? Format.TORCHSCRIPT : Format.TORCH_ZIP;
            root = zip.read();
        } else {
            checkLooksLikePickle(file);
            root = calls.readPlain(file);
            boolean legacy = TorchLegacy.isMagic(root);
            format = legacy ? Format.TORCH_LEGACY : Format.PICKLE;
            root = legacy ? TorchLegacy.read(file, calls) : root;
        }
        calls.checkTensors();
        TensorNames names = TensorNames.of(root, file.size());
        PickleJson json = new PickleJson();
        List<Part> parts = new ArrayList<>();
        for (TensorNames.Found found : names.parts()) {
            String className =
                    found.node() instanceof PickleRecord record ? record.className() : "";
            parts.add(
                    new Part(
                            found.path(),
                            className,
                            found.tensors(),
                            json.attributes(found.node())));
        }
        return new Content(
                format, names.all(), List.copyOf(parts), json.plainValues(root), calls.unknown());
    }

    private static void checkLooksLikePickle(ByteSource file) throws IOException {
        if (file.size() == 0) {
            throw new WeightFileException("the file is empty");
        }
        int first = file.read(0, 1).get(0) & 0xff;
        // PROTO, or one of the operations a pickle of protocol 0 or 1 begins with
        if (first != 0x80 && "(]})cIL".indexOf(first) < 0) {
            throw new WeightFileException(
                    String.format(
                            "not a weight file that can be read (it begins with 0x%02x); PyTorch's"
                                    + " .pth, .pt and .pkl files and safetensors are supported",
                            first));
        }
    }
}
