// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.statistics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Staging;
import org.restauro.engine.Torch;
import org.restauro.engine.ops.ScriptFunction;

/** Statistics on PyTorch, in float64. */
final class TorchStatistics implements StatisticsBackend {
    static final String NAME = "torch";

    private final ComputePolicy policy;

    TorchStatistics(ComputePolicy policy) {
        this.policy = policy;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public MomentsBuilder moments(int dimension) {
        return new Builder(policy, dimension);
    }

    private static final class Builder implements MomentsBuilder {
        private final ComputePolicy policy;
        private final NDManager owner;
        private final int d;
        private final double[] sum;
        private final NDArray products;
        private long count;

        Builder(ComputePolicy policy, int d) {
            this.policy = policy;
            this.d = d;
            owner = Torch.newManager(policy.device());
            sum = new double[d];
            products = Staging.array(owner, new double[d * d], d, d);
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
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < d; j++) {
                    sum[j] += rows[i * d + j];
                }
            }
            try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
                NDArray all = pass.array(rows, rows.length / d, d);
                ScriptFunction.of(
                                "x: Tensor, p: Tensor",
                                "Tensor",
                                "x = torch.to(torch.slice(x, 0, 0, "
                                        + n
                                        + ", 1), 7)\n"
                                        + "return torch.addmm_(p, torch.t(x), x)")
                        .apply(all, products);
            }
            count += n;
        }

        @Override
        public Moments moments() {
            return new Moments(count, sum.clone(), products.toDoubleArray());
        }

        @Override
        public void close() {
            owner.close();
        }
    }
}
