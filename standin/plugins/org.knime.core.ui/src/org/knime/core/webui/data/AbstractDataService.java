// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.data;

import java.util.Optional;

/** Gives data to a page. */
public abstract class AbstractDataService implements DataService {
    private final Runnable dispose;
    private final Runnable deactivate;

    AbstractDataService(AbstractDataServiceBuilder builder) {
        dispose = builder.dispose;
        deactivate = builder.deactivate;
    }

    @Override
    public Optional<Runnable> deactivateRunnable() {
        return Optional.ofNullable(deactivate);
    }

    @Override
    public Optional<Runnable> disposeRunnable() {
        if (dispose == null || deactivate == null) {
            return Optional.ofNullable(dispose == null ? deactivate : dispose);
        }
        return Optional.of(
                () -> {
                    deactivate.run();
                    dispose.run();
                });
    }

    /** Collects the parts of a service. */
    public abstract static class AbstractDataServiceBuilder implements DataServiceBuilder {
        private Runnable dispose;
        private Runnable deactivate;

        @Override
        public DataServiceBuilder onDispose(Runnable newDispose) {
            dispose = newDispose;
            return this;
        }

        @Override
        public DataServiceBuilder onDeactivate(Runnable newDeactivate) {
            deactivate = newDeactivate;
            return this;
        }
    }
}
