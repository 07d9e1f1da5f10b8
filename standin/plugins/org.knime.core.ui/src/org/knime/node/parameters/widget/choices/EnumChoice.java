// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.choices;

/**
 * A choice of an enum.
 *
 * @param <E> the enum
 */
public record EnumChoice<E extends Enum<E>>(E id, String text, boolean disabled) {
    public EnumChoice(E id, String text) {
        this(id, text, false);
    }

    public static <E extends Enum<E>> EnumChoice<E> fromEnumConst(E constant) {
        try {
            Label label =
                    constant.getDeclaringClass()
                            .getField(constant.name())
                            .getAnnotation(Label.class);
            return new EnumChoice<>(constant, label == null ? constant.name() : label.value());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
