// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Python dictionary in insertion order. Texts and integers are unique keys, as they are in
 * Python; other keys never name anything in a checkpoint and are kept without being compared.
 */
final class PickleDict extends PickleNode {
    private final List<Object> keys = new ArrayList<>(0);
    private final List<Object> values = new ArrayList<>(0);
    // a map for each type of key: within one, keys that collide on purpose still sort by value
    private Map<String, Integer> byText;
    private Map<Long, Integer> byNumber;

    void put(Object key, Object value) {
        Integer index = null;
        if (key instanceof String text) {
            byText = byText == null ? new HashMap<>() : byText;
            index = byText.putIfAbsent(text, keys.size());
        } else if (key instanceof Long number) {
            byNumber = byNumber == null ? new HashMap<>() : byNumber;
            index = byNumber.putIfAbsent(number, keys.size());
        }
        if (index == null) {
            keys.add(key);
            values.add(value);
        } else {
            values.set(index, value);
        }
    }

    /** The value of a text key, or null if there is none. */
    Object get(String key) {
        Integer index = byText == null ? null : byText.get(key);
        return index == null ? null : values.get(index);
    }

    boolean has(String key) {
        return byText != null && byText.containsKey(key);
    }

    int size() {
        return keys.size();
    }

    Object key(int index) {
        return keys.get(index);
    }

    Object value(int index) {
        return values.get(index);
    }

    /** The value of a text key if it is a dictionary, otherwise null. */
    PickleDict dict(String key) {
        return get(key) instanceof PickleDict dict ? dict : null;
    }
}
