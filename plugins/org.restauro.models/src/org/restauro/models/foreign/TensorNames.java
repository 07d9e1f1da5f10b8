// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.StridedTensor;
import org.restauro.engine.weights.WeightFileException;

/**
 * Gives every tensor of a file its name: the keys on the way to it, joined by dots. State dicts and
 * modules on the way are the file's parts.
 */
final class TensorNames {
    private static final int MOST_TENSORS = 200_000;
    private static final int MOST_VISITS = 10_000_000;
    private static final int LONGEST_NAME = 2_000;
    private static final long MOST_CHARACTERS = 16 << 20;

    /** Views may repeat values, but not make a small file endless work. */
    private static final long FREE_BYTES = 64L << 20;

    private static final int BYTES_FACTOR = 8;

    /** A state dict or module of the file, under its path. */
    record Found(String path, PickleNode node, StateDict tensors) {}

    private static final class Frame {
        private final PickleNode node;
        private final String prefix;
        private final Found part;
        private final Members members;
        private int next;

        Frame(PickleNode node, String prefix, Found part, Members members) {
            this.node = node;
            this.prefix = prefix;
            this.part = part;
            this.members = members;
        }
    }

    private final long fileSize;
    private final Map<String, StridedTensor> all = new LinkedHashMap<>();
    private final List<Found> parts = new ArrayList<>();
    private final Deque<Frame> path = new ArrayDeque<>();
    private int visits;
    private long characters;
    private long bytes;

    private TensorNames(long fileSize) {
        this.fileSize = fileSize;
    }

    static TensorNames of(Object root, long fileSize) throws WeightFileException {
        TensorNames names = new TensorNames(fileSize);
        if (root instanceof PickleNode node) {
            TensorSearch.mark(node);
            names.walk(node);
        } else if (Members.isTensor(root)) {
            names.add(null, "", "tensor", root);
        }
        return names;
    }

    StateDict all() {
        StateDict tensors = new StateDict();
        all.forEach(tensors::put);
        return tensors;
    }

    List<Found> parts() {
        return parts;
    }

    private void walk(PickleNode root) throws WeightFileException {
        if (root.search() == PickleNode.Search.WITH_TENSORS) {
            enter(root, "", null);
        }
        while (!path.isEmpty()) {
            Frame frame = path.peek();
            if (frame.next == frame.members.size()) {
                frame.node.onPath(false);
                path.pop();
                continue;
            }
            String key = frame.members.key(frame.next);
            Object value = frame.members.value(frame.next++);
            if (key == null) {
                continue;
            }
            if (Members.isTensor(value)) {
                add(frame.part, frame.prefix, key, value);
            } else if (value instanceof PickleNode node
                    && node.search() == PickleNode.Search.WITH_TENSORS
                    && !node.onPath()) {
                String prefix = frame.prefix + key + ".";
                if (prefix.length() > LONGEST_NAME) {
                    throw new WeightFileException("tensors are nested too deeply to be named");
                }
                enter(node, prefix, frame.part);
            }
        }
    }

    private void enter(PickleNode node, String prefix, Found part) throws WeightFileException {
        Members members = node.members();
        visits += 1 + members.size();
        if (visits > MOST_VISITS) {
            throw new WeightFileException("the file repeats its content too often to be listed");
        }
        Found current = part;
        if (part == null && isPart(node, members) && !prefix.startsWith("optimizer")) {
            String name = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
            current = new Found(name, node, new StateDict());
            parts.add(current);
        }
        node.onPath(true);
        path.push(new Frame(node, prefix, current, members));
    }

    private static boolean isPart(PickleNode node, Members members) {
        return node instanceof PickleRecord || node instanceof PickleDict && members.holdTensor();
    }

    private void add(Found part, String prefix, String key, Object value)
            throws WeightFileException {
        String name = prefix + key;
        StridedTensor tensor = PickleCalls.tensorOrNull(value);
        characters += name.length();
        bytes += tensor.distinctElements() * tensor.dtype().bytes();
        if (name.length() > LONGEST_NAME
                || characters > MOST_CHARACTERS
                || all.size() == MOST_TENSORS) {
            throw new WeightFileException(
                    "more than " + MOST_TENSORS + " tensors, or names too long to be listed");
        }
        if (bytes < 0 || bytes > FREE_BYTES + BYTES_FACTOR * fileSize) {
            throw new WeightFileException(
                    "the tensors claim more than "
                            + BYTES_FACTOR
                            + " times the size of the file; their storages overlap too often");
        }
        if (all.putIfAbsent(name, tensor) != null) {
            throw new WeightFileException("two tensors are named \"" + name + "\"");
        }
        if (part != null) {
            String local = part.path().isEmpty() ? name : name.substring(part.path().length() + 1);
            part.tensors().put(local, tensor);
        }
    }
}
