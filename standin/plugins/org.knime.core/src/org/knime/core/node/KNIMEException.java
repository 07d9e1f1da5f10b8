// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import org.knime.core.internal.MessageAwareException;
import org.knime.core.node.message.Message;

/** A failure with a message for the user, shown as it is. */
public final class KNIMEException extends Exception implements MessageAwareException {
    private static final long serialVersionUID = 1L;

    private final transient Message message;

    public KNIMEException(String message, Throwable cause) {
        this(Message.fromSummary(message), cause);
    }

    public KNIMEException(String message) {
        this(message, null);
    }

    private KNIMEException(Message message, Throwable cause) {
        super(message.getSummary(), cause);
        this.message = message;
    }

    @Override
    public Message getKNIMEMessage() {
        return message;
    }

    public static KNIMEException of(Message message) {
        return new KNIMEException(message, null);
    }

    public static KNIMEException of(Message message, Throwable cause) {
        return new KNIMEException(message, cause);
    }

    public KNIMERuntimeException toUnchecked() {
        return new KNIMERuntimeException(this);
    }

    /** The same as an unchecked exception. */
    public static final class KNIMERuntimeException extends RuntimeException
            implements MessageAwareException {
        private static final long serialVersionUID = 1L;

        KNIMERuntimeException(KNIMEException cause) {
            super(cause.getMessage(), cause);
        }

        @Override
        public Message getKNIMEMessage() {
            return ((KNIMEException) getCause()).getKNIMEMessage();
        }
    }
}
