// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/** Told about the work between two forwards, and asked whether to go on. */
public interface Progress {
    /** Hears nothing and never cancels. */
    Progress NONE = () -> false;

    /** Whether the work shall end; asked before each forward. */
    boolean cancelled();

    /**
     * Some work is done.
     *
     * @param done units done so far
     * @param total units known so far; it may grow while more images arrive
     * @param message what was done, for people
     */
    default void step(int done, int total, String message) {}
}
