// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.internal;

/** Holder of the serializers' common marker. */
public final class SerializerMethodLoader {
    private SerializerMethodLoader() {}

    /**
     * Marks serializers.
     *
     * @param <T> what is serialized
     */
    public interface Serializer<T> {}
}
