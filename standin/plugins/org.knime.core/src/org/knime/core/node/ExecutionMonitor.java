// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import java.util.function.Supplier;

/** Reports progress and tells whether the user cancelled; works outside workflows too. */
public class ExecutionMonitor {
    private final NodeProgressMonitor monitor;

    public ExecutionMonitor() {
        this(new DefaultNodeProgressMonitor());
    }

    public ExecutionMonitor(NodeProgressMonitor progress) {
        if (progress == null) {
            throw new NullPointerException("An execution monitor needs a progress monitor");
        }
        monitor = progress;
    }

    public final NodeProgressMonitor getProgressMonitor() {
        return monitor;
    }

    public void checkCanceled() throws CanceledExecutionException {
        monitor.checkCanceled();
    }

    public void setProgress(double progress) {
        monitor.setProgress(progress);
    }

    public void setProgress(double progress, String message) {
        monitor.setProgress(progress, message);
    }

    public void setProgress(double progress, Supplier<String> message) {
        monitor.setProgress(progress, message);
    }

    public void setMessage(String message) {
        monitor.setMessage(message);
    }

    public void setMessage(Supplier<String> message) {
        monitor.setMessage(message);
    }

    public void setProgress(String message) {
        monitor.setMessage(message);
    }

    public ExecutionMonitor createSubProgress(double share) {
        return new ExecutionMonitor(new SubProgressMonitor(monitor, share, false, true));
    }

    public ExecutionMonitor createSilentSubProgress(double share) {
        return new ExecutionMonitor(new SubProgressMonitor(monitor, share, true, true));
    }

    public ExecutionMonitor createNonCancelableSubProgress() {
        return new ExecutionMonitor(new SubProgressMonitor(monitor, 1, false, false));
    }
}
