// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.training.Averaging;
import org.restauro.training.Phase;
import org.restauro.training.Small;
import org.restauro.training.loss.TwoStageSettings;
import org.restauro.training.optim.Adam;

/** A small MAT on two replicas learns what it learns on one device. */
@Tag("slow")
class MatReplicasTest {
    private static final int SIDE = 32;
    private static final int GROUP = 2;

    private static final TwoStageSettings SETTINGS =
            new TwoStageSettings(0.9, 0.5, 10, 0, 2, 0, 1, LayerNoise.RANDOM);

    private static Together train(int devices, int batch, int steps) throws Exception {
        long live = Torch.liveArrays();
        Together result;
        try (Small nets = new Small(SIDE, GROUP, SETTINGS, 1e-3);
                Small copy = new Small(SIDE, GROUP, SETTINGS, 1e-3);
                Adam generator = new Adam(nets.generator, Together.ADAM, Small.POLICY);
                Adam discriminator = new Adam(nets.discriminator, Together.ADAM, Small.POLICY)) {
            List<Phase> phases = nets.loss.phases(generator, discriminator);
            List<Phase> copies =
                    nets.loss
                            .on(copy.generator, copy.discriminator, null)
                            .phases(generator, discriminator);
            Replicas replicas =
                    devices == 1
                            ? Replicas.NONE
                            : new LocalReplicas(
                                    phases,
                                    List.of(new LocalReplicas.Replica(Small.POLICY, copies)));
            result =
                    Together.train(
                            phases,
                            Small.data(SIDE, 3),
                            batch,
                            steps,
                            replicas,
                            new Averaging(nets.ema));
            result.remember(nets.average);
        }
        assertThat(Torch.liveArrays()).isEqualTo(live);
        return result;
    }

    @Test
    void two_replicas_learn_what_one_device_learns() throws Exception {
        Together one = train(1, 4, 2);
        Together two = train(2, 4, 2);
        assertThat(two.differenceOfTerms(one)).isLessThan(1e-5);
        assertThat(two.differenceOfNetworks(one)).isLessThan(1e-5);
        Together again = train(2, 4, 2);
        assertThat(again.differenceOfTerms(two)).isZero();
        assertThat(again.differenceOfNetworks(two)).isZero();
    }
}
