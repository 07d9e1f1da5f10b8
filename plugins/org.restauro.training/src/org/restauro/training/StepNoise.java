// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training;

import org.restauro.engine.Noise;

/**
 * Where the randomness of a step comes from. Everything follows from the run's seed and the step,
 * so that a run can go on anywhere without any random state.
 */
public interface StepNoise {
    /** What all samples of a phase share; the same again at each call. */
    Noise shared(String phase, long step);

    /**
     * What each sample has for itself: its draws are the same whatever samples it is computed with.
     *
     * @param samples indices in the batch
     */
    Noise samples(String phase, long step, int[] samples);

    /** The randomness of a run. */
    static StepNoise seeded(long seed) {
        return new StepNoise() {
            @Override
            public Noise shared(String phase, long step) {
                return Noise.seeded(mixed(phase, step, -1));
            }

            @Override
            public Noise samples(String phase, long step, int[] samples) {
                long[] seeds = new long[samples.length];
                for (int i = 0; i < seeds.length; i++) {
                    seeds[i] = mixed(phase, step, samples[i]);
                }
                return Noise.perSample(seeds);
            }

            private long mixed(String phase, long step, long sample) {
                long h = mix(seed);
                h = mix(h + phase.hashCode());
                h = mix(h + step);
                return mix(h + sample);
            }

            /** Finaliser of SplitMix64 (Steele et al. 2014), so that neighbours are unrelated. */
            private long mix(long z) {
                long a = z + 0x9e3779b97f4a7c15L;
                a = (a ^ (a >>> 30)) * 0xbf58476d1ce4e5b9L;
                a = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
                return a ^ (a >>> 31);
            }
        };
    }
}
