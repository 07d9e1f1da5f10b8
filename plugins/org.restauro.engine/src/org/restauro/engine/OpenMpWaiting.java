// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import com.sun.jna.Function;
import com.sun.jna.Platform;

/**
 * Lets PyTorch's worker threads sleep, not spin, while they wait.
 *
 * <p>GNU OpenMP spins by default. Where other work wants the same processors (KNIME runs several
 * nodes at a time, virtual machines share theirs), a spinning thread keeps the one it waits for
 * from running: training was ten times slower so, and crashed inside oneDNN. The library reads the
 * setting from the process environment when it is loaded, so it must be made before; Java cannot.
 */
final class OpenMpWaiting {
    private static final String POLICY = "OMP_WAIT_POLICY";

    private OpenMpWaiting() {}

    /** Sets the policy on Linux, unless the environment does already. */
    static void sleep() {
        if (!Platform.isLinux() || System.getenv(POLICY) != null) {
            return;
        }
        try {
            Function.getFunction("c", "setenv").invokeInt(new Object[] {POLICY, "PASSIVE", 1});
        } catch (LinkageError e) {
            // a matter of speed: without JNA's native part everything still works
            System.getLogger(OpenMpWaiting.class.getName())
                    .log(System.Logger.Level.DEBUG, "Cannot set " + POLICY, e);
        }
    }
}
