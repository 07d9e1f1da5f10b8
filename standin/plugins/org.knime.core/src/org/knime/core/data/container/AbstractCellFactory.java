// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.RowKey;
import org.knime.core.data.filestore.FileStoreFactory;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.ExecutionMonitor;

/** A cell factory that reports its progress; the stand-in never computes rows in parallel. */
public abstract class AbstractCellFactory implements CellFactory {
    private final DataColumnSpec[] specs;
    private boolean parallel;
    private int workers = Runtime.getRuntime().availableProcessors();
    private int queue = 10 * workers;
    private FileStoreFactory fileStores;

    public AbstractCellFactory(DataColumnSpec... specs) {
        this.specs = specs.clone();
    }

    public AbstractCellFactory(boolean processConcurrently, DataColumnSpec... specs) {
        this(specs);
        setParallelProcessing(processConcurrently);
    }

    public AbstractCellFactory(
            boolean processConcurrently, int workers, int queueSize, DataColumnSpec... specs) {
        this(specs);
        setParallelProcessing(processConcurrently, workers, queueSize);
    }

    final void setExecutionContext(ExecutionContext exec) {
        fileStores = FileStoreFactory.createFileStoreFactory(exec);
    }

    protected final FileStoreFactory getFileStoreFactory() {
        return fileStores;
    }

    public final void setParallelProcessing(boolean on) {
        parallel = on;
    }

    public final boolean isParallelProcessing() {
        return parallel;
    }

    public final void setParallelProcessing(boolean on, int maxWorkers, int maxQueueSize) {
        parallel = on;
        workers = maxWorkers;
        queue = maxQueueSize;
    }

    public final int getMaxParallelWorkers() {
        return workers;
    }

    public final int getMaxQueueSize() {
        return queue;
    }

    @Override
    public DataColumnSpec[] getColumnSpecs() {
        return specs.clone();
    }

    public void afterProcessing() {}

    @Override
    public void setProgress(int curRowNr, int rowCount, RowKey lastKey, ExecutionMonitor exec) {
        setProgress((long) curRowNr, rowCount, lastKey, exec);
    }

    @Override
    public void setProgress(long curRowNr, long rowCount, RowKey lastKey, ExecutionMonitor exec) {
        exec.setProgress(
                curRowNr / (double) rowCount,
                () -> "Processed row " + curRowNr + " of " + rowCount + " (\"" + lastKey + "\")");
    }
}
