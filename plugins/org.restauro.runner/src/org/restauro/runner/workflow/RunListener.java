// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

/** Hears how a run goes on; called from several threads, one call at a time. */
public interface RunListener {
    /**
     * A node begins.
     *
     * @param node its name and id
     * @param number how many have begun, this one included
     * @param count how many nodes there are
     */
    void started(String node, int number, int count);

    /**
     * A node has got on.
     *
     * @param node its name and id
     * @param number its number as in {@link #started}
     * @param count how many nodes there are
     * @param progress 0 to 1
     * @param message what it is doing; null when it does not say
     */
    void progress(String node, int number, int count, double progress, String message);

    /**
     * A node has its results.
     *
     * @param node its name and id
     * @param number its number as in {@link #started}
     * @param count how many nodes there are
     * @param seconds how long it took
     * @param summary what it produced
     */
    void executed(String node, int number, int count, double seconds, String summary);

    /**
     * A node warns.
     *
     * @param node its name and id
     * @param message what it says
     */
    void warning(String node, String message);

    /**
     * A node failed, or cannot run because others failed.
     *
     * @param node its name and id
     * @param message why
     */
    void failed(String node, String message);
}
