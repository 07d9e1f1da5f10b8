// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.util.List;

/** What all sources with names known from the start share. */
abstract class NamedSource implements ImageSource {
    private final String description;
    private final List<String> names;
    private final Labels labels;

    NamedSource(String description, List<String> names, Labels labels) {
        this.description = description;
        this.names = names;
        this.labels = labels;
        if (!labels.isEmpty() && labels.size() != names.size()) {
            throw new IllegalArgumentException(
                    String.format(
                            "%s: there are %d labels for %d images.",
                            description, labels.size(), names.size()));
        }
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final int size() {
        return names.size();
    }

    @Override
    public final String name(int index) {
        return names.get(index);
    }

    @Override
    public final Labels labels() {
        return labels;
    }

    @Override
    public final List<String> names() {
        return names;
    }

    @Override
    public final String toString() {
        return description + " with " + size() + " images";
    }
}
