// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.webui.data;

/** Gives data to a page. */
public abstract class AbstractDataService {
    AbstractDataService() {}
}
