// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.statistics;

/** By what the sum of squared deviations is divided; published implementations of FID differ. */
public enum CovarianceRule {
    /** By the number of samples: NVIDIA's code and MAT. */
    N("n"),
    /** By the number of samples less one: pytorch-fid, torch-fidelity and GenForce. */
    N_MINUS_1("n-1");

    private final String label;

    CovarianceRule(String label) {
        this.label = label;
    }

    /** The rule of a name, {@code n} or {@code n-1}. */
    public static CovarianceRule parse(String name) {
        for (CovarianceRule rule : values()) {
            if (rule.label.equalsIgnoreCase(name)) {
                return rule;
            }
        }
        throw new IllegalArgumentException(
                "There is no covariance convention \"" + name + "\"; choose n or n-1.");
    }

    @Override
    public String toString() {
        return label;
    }
}
