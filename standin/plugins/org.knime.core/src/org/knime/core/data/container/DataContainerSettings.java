// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

/** How a table is filled. */
public final class DataContainerSettings {
    /** How many cells a table may keep in memory; the stand-in counts bytes instead. */
    public static final int MAX_CELLS_IN_MEMORY = 5000;

    /** How many distinct values a nominal column's domain may list. */
    public static final int MAX_POSSIBLE_VALUES = 60;

    private final boolean initializeDomain;
    private final int maxDomainValues;
    private final boolean checkDuplicateRowKeys;
    private final boolean enableDomainUpdate;

    private DataContainerSettings(Values builder) {
        initializeDomain = builder.initializeDomain;
        maxDomainValues = builder.maxDomainValues;
        checkDuplicateRowKeys = builder.checkDuplicateRowKeys;
        enableDomainUpdate = builder.enableDomainUpdate;
    }

    public static DataContainerSettings getDefault() {
        return builder().build();
    }

    public static Builder builder() {
        return new Values();
    }

    public boolean isInitializeDomain() {
        return initializeDomain;
    }

    public int getMaxDomainValues() {
        return maxDomainValues;
    }

    public boolean isCheckDuplicateRowKeys() {
        return checkDuplicateRowKeys;
    }

    public boolean isEnableDomainUpdate() {
        return enableDomainUpdate;
    }

    /** Collects the settings. */
    public interface Builder {
        Builder withInitializedDomain(boolean on);

        Builder withMaxDomainValues(int max);

        Builder withCheckDuplicateRowKeys(boolean on);

        Builder withDomainUpdate(boolean on);

        DataContainerSettings build();
    }

    private static final class Values implements Builder {
        private boolean initializeDomain;
        private int maxDomainValues = MAX_POSSIBLE_VALUES;
        private boolean checkDuplicateRowKeys = true;
        private boolean enableDomainUpdate = true;

        @Override
        public Builder withInitializedDomain(boolean on) {
            initializeDomain = on;
            return this;
        }

        @Override
        public Builder withMaxDomainValues(int max) {
            maxDomainValues = max;
            return this;
        }

        @Override
        public Builder withCheckDuplicateRowKeys(boolean on) {
            checkDuplicateRowKeys = on;
            return this;
        }

        @Override
        public Builder withDomainUpdate(boolean on) {
            enableDomainUpdate = on;
            return this;
        }

        @Override
        public DataContainerSettings build() {
            return new DataContainerSettings(this);
        }
    }
}
