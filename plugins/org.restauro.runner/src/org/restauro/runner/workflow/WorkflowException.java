// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

/** A workflow that cannot be loaded, changed, run or saved; the message says which node and why. */
public final class WorkflowException extends Exception {
    private static final long serialVersionUID = 1L;

    WorkflowException(String message) {
        super(message);
    }

    WorkflowException(String message, Throwable cause) {
        super(message, cause);
    }
}
