// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner.workflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Remembers what it hears. */
final class Recorder implements RunListener {
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void started(String node, int number, int count) {
        lines.add("[" + number + "/" + count + "] " + node);
    }

    @Override
    public void progress(String node, int number, int count, double progress, String message) {
        lines.add(node + " " + progress + " " + message);
    }

    @Override
    public void executed(String node, int number, int count, double seconds, String summary) {
        lines.add("done " + node + " " + summary);
    }

    @Override
    public void warning(String node, String message) {
        lines.add("WARNING " + node + ": " + message);
    }

    @Override
    public void failed(String node, String message) {
        lines.add("ERROR " + node + ": " + message);
    }
}
