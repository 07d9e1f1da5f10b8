// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.Torch;
import org.restauro.engine.nn.Module;
import org.restauro.models.gan.DiscriminatorConfig;
import org.restauro.models.gan.GanFamily;
import org.restauro.models.gan.GeneratorConfig;
import org.restauro.models.gan.Sampling;
import org.restauro.training.Controller;
import org.restauro.training.Small;
import org.restauro.training.TrainingRun;
import org.restauro.training.gan.GanLoss;
import org.restauro.training.gan.GanLossSettings;
import org.restauro.training.gan.GanNetworkSettings;
import org.restauro.training.gan.GanReplicas;
import org.restauro.training.gan.GanTrainingNetworks;

/** Small GANs on several replicas learn what they learn on one device. */
class GanReplicasTest {
    private static final int SIDE = 8;
    private static final int STEPS = 2;

    /**
     * Groups of 4 samples: of 8, two replicas have one each; of 4, each has a half; of 8, three
     * have parts of several.
     */
    @ParameterizedTest(name = "{0}, {1} samples on {2} devices")
    @CsvSource({"stylegan2, 8, 2", "stylegan2, 8, 3", "stylegan, 4, 2", "pggan, 4, 2"})
    void replicas_learn_what_one_device_learns(String family, int batch, int devices)
            throws Exception {
        Together one = train(family, batch, 1);
        Together more = train(family, batch, devices);
        assertThat(one.terms()).contains("1 Loss/r1_penalty", "1 Loss/G/loss", "2 Loss/D/loss");
        assertThat(one.terms().contains("1 Loss/pl_penalty")).isEqualTo(family.equals("stylegan2"));
        assertThat(more.differenceOfTerms(one)).isLessThan(1e-5);
        assertThat(more.differenceOfNetworks(one)).isLessThan(1e-5);
    }

    @Test
    void equal_runs_are_equal_to_the_last_bit() throws Exception {
        Together once = train("stylegan2", 8, 3);
        Together again = train("stylegan2", 8, 3);
        assertThat(again.differenceOfTerms(once)).isZero();
        assertThat(again.differenceOfNetworks(once)).isZero();
    }

    private static Together train(String family, int batch, int devices) throws Exception {
        long live = Torch.liveArrays();
        Together result;
        GanLossSettings losses = losses(family);
        List<ComputePolicy> further = Collections.nCopies(devices - 1, Small.POLICY);
        try (GanTrainingNetworks nets =
                GanTrainingNetworks.create(networks(family), null, null, 5)) {
            scatter(nets.generator());
            GanLoss loss = new GanLoss(nets.generator(), nets.discriminator(), null, losses);
            try (GanReplicas replicas = new GanReplicas(nets, loss, 1, further)) {
                result =
                        Together.train(
                                loss.phases(nets.generatorAdam(), nets.discriminatorAdam(), 1),
                                Small.data(SIDE, 3),
                                batch,
                                STEPS,
                                replicas.replicas(),
                                fading(family, nets),
                                nets.averaging());
                result.remember(nets.average());
            }
        }
        assertThat(Torch.liveArrays()).isEqualTo(live);
        return result;
    }

    /**
     * Gives maps that begin flat a texture: instance normalisation of a flat map is rounding noise,
     * ten thousand times as large.
     */
    private static void scatter(Module generator) {
        Noise noise = Noise.seeded(9);
        try (Pass pass = Pass.inference(Small.POLICY, noise)) {
            generator
                    .parameters()
                    .forEach(
                            (name, p) -> {
                                if (name.endsWith("apply_noise.weight") || name.endsWith("const")) {
                                    float[] values = noise.normal(name, p.shape());
                                    p.assign(pass.array(values, p.shape()));
                                }
                            });
        }
    }

    /** Growing families are in the midst of it. */
    private static Controller fading(String family, GanTrainingNetworks nets) {
        return new Controller() {
            @Override
            public void beforeStep(TrainingRun run) {
                if (!family.equals("stylegan2")) {
                    nets.setLevelOfDetail(run.step() == 0 ? 0.75 : 0.5);
                }
            }
        };
    }

    private static GanLossSettings losses(String family) {
        boolean second = family.equals("stylegan2");
        return new GanLossSettings(
                10, 1, 1, second ? 2 : 0, 2, 2, 0.01, 1, false, Sampling.TRAINING);
    }

    private static GanNetworkSettings networks(String family) {
        GanNetworkSettings.Learning learning = new GanNetworkSettings.Learning(Together.ADAM);
        return new GanNetworkSettings(
                Small.POLICY,
                GeneratorConfig.fromJson(
                        config(family)
                                .put("z_space_dim", 16)
                                .put("w_space_dim", 16)
                                .put("mapping_layers", 2)
                                .put("mapping_fmaps", 16)),
                DiscriminatorConfig.fromJson(config(family)),
                learning,
                learning,
                0,
                new GanNetworkSettings.Average(100, 0, false));
    }

    private static ObjectNode config(String family) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("gan_type", GanFamily.parse(family).toString()).put("resolution", SIDE);
        return json.put("fmaps_base", 64).put("fmaps_max", 16);
    }
}
