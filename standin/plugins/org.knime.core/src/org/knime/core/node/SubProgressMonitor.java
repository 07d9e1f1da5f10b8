// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

/** A share of another monitor's progress. */
final class SubProgressMonitor implements NodeProgressMonitor {
    private final NodeProgressMonitor parent;
    private final double share;
    private final boolean silent;
    private final boolean cancelable;
    private double progress;
    private String message;

    SubProgressMonitor(
            NodeProgressMonitor parent, double share, boolean silent, boolean cancelable) {
        this.parent = parent;
        this.share = share;
        this.silent = silent;
        this.cancelable = cancelable;
    }

    @Override
    public void checkCanceled() throws CanceledExecutionException {
        if (cancelable) {
            parent.checkCanceled();
        }
    }

    @Override
    public void setProgress(double value) {
        double before;
        synchronized (this) {
            if (!(value > progress)) {
                return;
            }
            before = progress;
            progress = Math.min(1, value);
        }
        synchronized (parent) {
            Double sum = parent.getProgress();
            parent.setProgress(Math.min(1, (sum == null ? 0 : sum) + (progress - before) * share));
        }
    }

    @Override
    public synchronized Double getProgress() {
        return progress;
    }

    @Override
    public void setProgress(double value, String text) {
        setMessage(text);
        setProgress(value);
    }

    @Override
    public void setMessage(String text) {
        message = text;
        if (!silent) {
            parent.setMessage(text);
        }
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
        parent.setExecuteCanceled();
    }

    @Override
    public void reset() {
        throw new IllegalStateException("A share of a node's progress cannot be reset");
    }
}
