// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.internal;

import org.knime.core.node.message.Message;

/** An exception that carries a message with summary, issues and resolutions. */
public interface MessageAwareException {
    Message getKNIMEMessage();
}
