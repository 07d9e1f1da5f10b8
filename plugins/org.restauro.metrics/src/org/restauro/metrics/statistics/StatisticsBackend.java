// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.statistics;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.restauro.engine.ComputePolicy;

/**
 * What gathers the moments of feature sets in double precision. Two implementations give the same
 * numbers up to rounding: PyTorch, always there, and ND4J, found as a service where its bundle and
 * jars are present. Roots of matrices are computed on PyTorch always, by {@link SymmetricRoots}.
 */
public interface StatisticsBackend {
    /** Short name, such as {@code torch}. */
    String name();

    /** An empty gathering of vectors of this length. */
    MomentsBuilder moments(int dimension);

    /** PyTorch on the device of a policy. */
    static StatisticsBackend torch(ComputePolicy policy) {
        return new TorchStatistics(policy);
    }

    /** Other implementations that are installed and can start. */
    static List<StatisticsBackend> installed() {
        List<StatisticsBackend> all = new ArrayList<>();
        Iterator<StatisticsBackend> services =
                ServiceLoader.load(
                                StatisticsBackend.class, StatisticsBackend.class.getClassLoader())
                        .iterator();
        boolean more = true;
        while (more) {
            try {
                more = services.hasNext();
                if (more) {
                    all.add(services.next());
                }
            } catch (ServiceConfigurationError | LinkageError e) {
                // its classes, jars or native libraries are missing: not installed
                System.getLogger(StatisticsBackend.class.getName())
                        .log(System.Logger.Level.DEBUG, e.toString());
            }
        }
        return all;
    }

    /**
     * The implementation of a name.
     *
     * @throws IllegalArgumentException if it is not installed; the message lists what is
     */
    static StatisticsBackend named(String name, ComputePolicy policy) {
        if (name.equals(TorchStatistics.NAME)) {
            return torch(policy);
        }
        List<StatisticsBackend> installed = installed();
        return installed.stream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Statistics on \""
                                                + name
                                                + "\" are not installed; there are torch"
                                                + installed.stream()
                                                        .map(b -> ", " + b.name())
                                                        .reduce("", String::concat)
                                                + "."));
    }
}
