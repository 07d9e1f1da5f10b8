// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.widget.message;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.updates.StateProvider;

/** Shows a message in a dialog. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface TextMessage {
    Class<? extends StateProvider<Optional<Message>>> value();

    /** A message that is there or not. */
    interface SimpleTextMessageProvider extends StateProvider<Optional<Message>> {
        boolean showMessage(NodeParametersInput context);

        String title();

        String description();

        MessageType type();

        @Override
        default void init(StateProviderInitializer initializer) {
            initializer.computeBeforeOpenDialog();
        }

        @Override
        default Optional<Message> computeState(NodeParametersInput context) {
            return showMessage(context)
                    ? Optional.of(new Message(title(), description(), type()))
                    : Optional.empty();
        }
    }

    /** A message. */
    record Message(String title, String description, MessageType type) {}

    /** How serious it is. */
    enum MessageType {
        /** Good to know. */
        INFO,
        /** Perhaps wrong. */
        WARNING,
        /** Wrong. */
        ERROR,
        /** Well done. */
        SUCCESS
    }
}
