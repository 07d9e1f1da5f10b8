// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.restauro.engine.ComputePolicy;

/**
 * Linear algebra in double precision for the statistics of feature sets. Two implementations give
 * the same numbers up to rounding: PyTorch, always there, and ND4J, found as a service where its
 * bundle and jars are present.
 */
public interface StatisticsBackend {
    /** Short name, such as {@code torch}. */
    String name();

    /** An empty gathering of vectors of this length. */
    MomentsBuilder moments(int dimension);

    /**
     * Eigenvalues of a symmetric matrix, ascending.
     *
     * @param matrix d × d values
     */
    double[] eigenvalues(double[] matrix, int d);

    /**
     * tr((A·B)^½) of two symmetric matrices without negative eigenvalues, singular ones included:
     * the sum of the roots of the eigenvalues of A^½·B·A^½, where what rounding made negative
     * counts as 0.
     */
    double traceOfRootOfProduct(double[] a, double[] b, int d);

    /** PyTorch on the device of a policy. */
    static StatisticsBackend torch(ComputePolicy policy) {
        return new TorchStatistics(policy);
    }

    /** Other implementations that are installed. */
    static List<StatisticsBackend> installed() {
        List<StatisticsBackend> all = new ArrayList<>();
        ServiceLoader.load(StatisticsBackend.class, StatisticsBackend.class.getClassLoader())
                .forEach(all::add);
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
