// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What can name tensors inside a node, in order: entries of dictionaries and lists; parameters,
 * buffers and children of modules as {@code state_dict()} names them; attributes of TorchScript
 * objects; variables of TensorFlow networks. Attributes of any other object name nothing.
 */
final class Members {
    private static final int MOST_VARIABLES = 100_000;
    private static final String PARAMETERS = "_parameters";
    private static final String BUFFERS = "_buffers";
    private static final String MODULES = "_modules";
    private static final String NOT_SAVED = "_non_persistent_buffers_set";

    private final PickleNode direct;
    private final List<String> keys = new ArrayList<>(0);
    private final List<Object> values = new ArrayList<>(0);

    private Members(PickleNode direct) {
        this.direct = direct;
    }

    static Members of(PickleNode node) {
        if (!(node instanceof PickleRecord record)) {
            return new Members(node);
        }
        Members members = new Members(null);
        PickleDict attributes = record.attributes();
        if (attributes == null) {
            return members;
        }
        if (isModule(record)) {
            members.addModule(attributes);
        } else if (isScript(record)) {
            for (int i = 0; i < attributes.size(); i++) {
                Object value = attributes.value(i);
                if (isTensor(value) || value instanceof PickleRecord) {
                    members.add(attributes.key(i), value);
                }
            }
        } else if (attributes.get("variables") instanceof PickleList variables) {
            members.addVariables(variables);
            if (attributes.get("components") instanceof PickleDict components) {
                members.addAll(components, Set.of(), false);
            }
        }
        return members;
    }

    /** Whether a record is a PyTorch module: it has the dictionaries that make one. */
    static boolean isModule(PickleRecord record) {
        PickleDict attributes = record.attributes();
        return attributes != null
                && (attributes.dict(PARAMETERS) != null
                        || attributes.dict(BUFFERS) != null
                        || attributes.dict(MODULES) != null);
    }

    /** Whether a record is an object of a TorchScript archive. */
    static boolean isScript(PickleRecord record) {
        return record.className().startsWith("__torch__.");
    }

    static boolean isTensor(Object value) {
        return value instanceof TorchTensor
                || value instanceof NumpyArray array && array.data() != null;
    }

    int size() {
        if (direct instanceof PickleDict dict) {
            return dict.size();
        }
        return direct instanceof PickleList list ? list.size() : keys.size();
    }

    /** The name of a member, or null if its key is not a text or a whole number. */
    String key(int index) {
        if (direct instanceof PickleDict dict) {
            return name(dict.key(index));
        }
        return direct instanceof PickleList ? Integer.toString(index) : keys.get(index);
    }

    Object value(int index) {
        if (direct instanceof PickleDict dict) {
            return dict.value(index);
        }
        return direct instanceof PickleList list ? list.get(index) : values.get(index);
    }

    /** Whether one of the members is itself a tensor. */
    boolean holdTensor() {
        for (int i = 0; i < size(); i++) {
            if (isTensor(value(i))) {
                return true;
            }
        }
        return false;
    }

    private void addModule(PickleDict attributes) {
        addAll(attributes.dict(PARAMETERS), Set.of(), true);
        Set<String> notSaved = new HashSet<>();
        if (attributes.get(NOT_SAVED) instanceof PickleList names) {
            for (int i = 0; i < names.size(); i++) {
                notSaved.add(name(names.get(i)));
            }
        }
        addAll(attributes.dict(BUFFERS), notSaved, true);
        addAll(attributes.dict(MODULES), Set.of(), false);
    }

    private void addAll(PickleDict dict, Set<String> except, boolean tensors) {
        for (int i = 0; dict != null && i < dict.size(); i++) {
            Object value = dict.value(i);
            String key = name(dict.key(i));
            if (key != null
                    && !except.contains(key)
                    && (tensors ? isTensor(value) : value instanceof PickleRecord)) {
                add(key, value);
            }
        }
    }

    private void addVariables(PickleList variables) {
        for (int i = 0; i < variables.size() && keys.size() < MOST_VARIABLES; i++) {
            if (variables.get(i) instanceof PickleList pair && pair.size() == 2) {
                // numpy writes arrays without dimensions as plain numbers
                Object value =
                        pair.get(1) instanceof Double number
                                ? NumpyArray.scalar(number)
                                : pair.get(1);
                if (isTensor(value)) {
                    add(pair.get(0), value);
                }
            }
        }
    }

    private void add(Object key, Object value) {
        String name = name(key);
        if (name != null) {
            keys.add(name);
            values.add(value);
        }
    }

    private static String name(Object key) {
        return key instanceof String || key instanceof Long ? key.toString() : null;
    }
}
