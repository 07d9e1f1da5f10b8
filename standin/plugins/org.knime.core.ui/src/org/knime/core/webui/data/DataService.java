// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.data;

import java.util.Optional;

/** Gives data to a page, and may want to know when the page goes away. */
public interface DataService {
    Optional<Runnable> disposeRunnable();

    Optional<Runnable> deactivateRunnable();

    /** Collects what a service does when its page goes away. */
    interface DataServiceBuilder {
        DataServiceBuilder onDispose(Runnable dispose);

        DataServiceBuilder onDeactivate(Runnable deactivate);
    }
}
