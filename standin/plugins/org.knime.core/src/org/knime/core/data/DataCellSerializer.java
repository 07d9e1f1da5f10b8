// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.knime.core.internal.SerializerMethodLoader.Serializer;

/**
 * Writes and reads the cells of one class.
 *
 * @param <T> the class; declare it concretely, it is found by reflection
 */
public interface DataCellSerializer<T extends DataCell> extends Serializer<T> {
    void serialize(T cell, DataCellDataOutput out) throws IOException;

    T deserialize(DataCellDataInput in) throws IOException;

    /**
     * The class of the cells.
     *
     * @return the concrete type argument of this serializer's class
     */
    @SuppressWarnings("unchecked")
    default Class<T> getCellClass() {
        for (Type type : getClass().getGenericInterfaces()) {
            if (type instanceof ParameterizedType
                    && ((ParameterizedType) type).getRawType() == DataCellSerializer.class
                    && ((ParameterizedType) type).getActualTypeArguments()[0] instanceof Class) {
                return (Class<T>) ((ParameterizedType) type).getActualTypeArguments()[0];
            }
        }
        throw new IllegalStateException(
                getClass().getName() + " must name its cell class as type argument");
    }
}
