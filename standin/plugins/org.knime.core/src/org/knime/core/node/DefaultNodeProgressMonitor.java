// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

/** Keeps progress, message and whether the execution was cancelled; safe for several threads. */
public class DefaultNodeProgressMonitor implements NodeProgressMonitor {
    private volatile Double progress;
    private volatile String message;
    private volatile boolean canceled;

    public DefaultNodeProgressMonitor() {}

    /** Called after each change; for sub classes that show it. */
    protected void changed() {}

    @Override
    public void checkCanceled() throws CanceledExecutionException {
        if (canceled || Thread.currentThread().isInterrupted()) {
            canceled = true;
            throw new CanceledExecutionException();
        }
    }

    @Override
    public void setProgress(double value) {
        if (value >= 0 && value <= 1 && (progress == null || value > progress)) {
            progress = value;
            changed();
        }
    }

    @Override
    public Double getProgress() {
        return progress;
    }

    @Override
    public void setProgress(double value, String text) {
        message = text;
        setProgress(value);
        changed();
    }

    @Override
    public void setMessage(String text) {
        message = text;
        changed();
    }

    @Override
    public void setProgress(String text) {
        setMessage(text);
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public void setExecuteCanceled() {
        canceled = true;
    }

    @Override
    public void reset() {
        progress = null;
        message = null;
        canceled = false;
    }
}
