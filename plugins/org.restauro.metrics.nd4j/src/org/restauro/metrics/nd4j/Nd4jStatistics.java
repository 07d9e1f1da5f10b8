// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.restauro.metrics.statistics.Moments;
import org.restauro.metrics.statistics.MomentsBuilder;
import org.restauro.metrics.statistics.StatisticsBackend;

/** Statistics on ND4J, in float64. Matrices are column-major, as its BLAS wants them. */
public final class Nd4jStatistics implements StatisticsBackend {
    /** Starts ND4J with the backend that is there. */
    public Nd4jStatistics() {
        Nd4j.getBackend();
    }

    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public MomentsBuilder moments(int dimension) {
        return new Builder(dimension);
    }

    private static final class Builder implements MomentsBuilder {
        private final int d;
        private final double[] sum;
        private final INDArray products;
        private long count;

        Builder(int d) {
            this.d = d;
            sum = new double[d];
            products = Nd4j.create(DataType.DOUBLE, new long[] {d, d}, 'f');
        }

        @Override
        public void add(float[] rows, int n) {
            if (rows.length < (long) n * d) {
                throw new IllegalArgumentException(
                        rows.length + " values are no " + n + " vectors of " + d + ".");
            }
            if (n == 0) {
                return;
            }
            double[] values = new double[n * d];
            for (int i = 0; i < values.length; i++) {
                values[i] = rows[i];
                sum[i % d] += rows[i];
            }
            // the rows as columns of a (d, n) matrix: Σxxᵀ = X·Xᵀ
            try (INDArray x = Nd4j.create(values, new long[] {d, n}, 'f')) {
                Nd4j.gemm(x, x, products, false, true, 1.0, 1.0);
            }
            count += n;
        }

        @Override
        public Moments moments() {
            return new Moments(count, sum.clone(), products.data().asDouble());
        }

        @Override
        public void close() {
            products.close();
        }
    }
}
