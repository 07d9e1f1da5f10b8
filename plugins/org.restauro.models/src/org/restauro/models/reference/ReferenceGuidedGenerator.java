// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.reference;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.Noise;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Fingerprint;
import org.restauro.engine.nn.Freezing;
import org.restauro.engine.nn.LayerNoise;
import org.restauro.engine.nn.Module;
import org.restauro.engine.nn.Parameter;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.mat.MatConfig;
import org.restauro.models.mat.MatGenerator;

/**
 * A MAT generator that may look at references: its backbone's names are unchanged ({@code
 * synthesis.…}, {@code mapping.…}), those of the {@link ReferenceModule} stand under {@code
 * reference.}
 *
 * <p>A new one is frozen but for {@code reference}. Then everything before the fusions (mapping,
 * first stage, encoder) records no gradients, keeps nothing for them, and the mean style stays. A
 * sample without references, or an untrained module, gives what plain MAT gives, bit for bit.
 *
 * <pre>{@code
 * generator.loadBackbone(weights, policy);
 * generator.initialiseReference(policy, Noise.seeded(1));
 * try (Pass pass = Pass.training(policy, noise)) {
 *     Encoded encoded = generator.reference().encode(pass, pictures);
 *     Guidance guidance = Guidance.of(pass, generator.reference(), encoded, new int[][] {{0}, {}});
 *     Painting p = generator.forward(pass, image, mask, z, 1, LayerNoise.CONST, guidance);
 * }
 * }</pre>
 */
public final class ReferenceGuidedGenerator extends Module {
    /** Beginning of the names of everything that is not the backbone's. */
    public static final String PREFIX = "reference";

    private static final String[] BACKBONE = {"synthesis", "mapping"};

    /** What is computed before the fusions. */
    private static final String[] BEFORE = {
        "mapping", "synthesis.first_stage", "synthesis.enc", "synthesis.to_square"
    };

    private static final String MEAN = "mapping.w_avg";
    private static final Predicate<String> GENERATED = name -> name.startsWith("mapping.");

    private final MatGenerator backbone;
    private final ReferenceModule reference;
    private final Freezing freezing;
    private final Set<String> changeable = new LinkedHashSet<>();
    private String fingerprint;

    /** Makes a generator without weights, frozen but for its reference module. */
    public ReferenceGuidedGenerator(MatConfig network, ReferenceConfig config) {
        backbone = child("", new MatGenerator(network));
        reference = child(PREFIX, ReferenceModule.of(network, config));
        freezing = new Freezing(this);
        freeze(BACKBONE);
    }

    /**
     * Loads the backbone by name, strictly, and remembers its fingerprint.
     *
     * @throws IllegalArgumentException naming what is missing, left over or of another shape
     */
    public void loadBackbone(StateDict generator, ComputePolicy policy) {
        backbone.load(generator, policy);
        fingerprint = Fingerprint.of(backbone);
    }

    /** Makes the reference module as training begins with it: it changes nothing yet. */
    public void initialiseReference(ComputePolicy policy, Noise noise) {
        reference.initialise(policy, noise);
    }

    /** Plain MAT. */
    public MatGenerator backbone() {
        return backbone;
    }

    /** What looks at references. */
    public ReferenceModule reference() {
        return reference;
    }

    /** Shape of the backbone. */
    public MatConfig config() {
        return backbone.config();
    }

    /** Fingerprint of the backbone as it was loaded, before anything was trained. */
    public String backboneFingerprint() {
        if (fingerprint == null) {
            throw new IllegalStateException(
                    "This generator has no backbone yet: load one before asking for its"
                            + " fingerprint.");
        }
        return fingerprint;
    }

    /** Excludes parameters from training by paths; see {@link Freezing}. */
    public Set<String> freeze(String... paths) {
        return freezing.freeze(paths);
    }

    /**
     * Lets training change parameters by paths, such as {@code synthesis.to_style}.
     *
     * @return their names
     * @throws IllegalArgumentException if nothing lies under a path
     */
    public Set<String> unfreeze(String... paths) {
        Set<String> names = freezing.unfreeze(paths);
        names.stream().filter(n -> !n.startsWith(PREFIX + ".")).forEach(changeable::add);
        return names;
    }

    /** Which parameters training may change. */
    public Freezing freezing() {
        return freezing;
    }

    /** Parameters of the backbone that training may have changed: all that were ever unfrozen. */
    public Set<String> changeable() {
        return Collections.unmodifiableSet(changeable);
    }

    /** What training may have changed of the backbone, under its own names. */
    public StateDict changed() {
        StateDict changed = new StateDict();
        for (Map.Entry<String, Parameter> e : backbone.state().entrySet()) {
            String name = e.getKey();
            // the mean style moves when the mapping does
            boolean mean = name.equals(MEAN) && changeable.stream().anyMatch(GENERATED);
            if (mean || changeable.contains(name)) {
                Parameter p = e.getValue();
                changed.put(name, TensorData.of(p.floats(name), p.shape()));
            }
        }
        return changed;
    }

    /**
     * Overwrites what {@link #changed} gave; it counts as changeable from then on.
     *
     * @throws IllegalArgumentException if a tensor does not fit
     */
    public void change(StateDict changed, ComputePolicy policy) {
        Map<String, Parameter> state = backbone.state();
        try (Pass pass = Pass.inference(policy, Noise.seeded(0))) {
            for (String name : changed.names()) {
                Parameter p = state.get(name);
                TensorData values = changed.get(name);
                if (p == null || !Arrays.equals(p.shape(), values.shape())) {
                    throw new IllegalArgumentException(
                            "The changed tensor "
                                    + name
                                    + " "
                                    + Arrays.toString(values.shape())
                                    + " does not fit the backbone.");
                }
                p.assign(pass.array(values.toFloats(), values.shape()));
                if (p.kind() == Parameter.Kind.PARAMETER) {
                    changeable.add(name);
                }
            }
        }
    }

    /** Whether what comes before the fusions records no gradients. */
    public boolean frozenBeforeFusions() {
        return freezing.frozen(BEFORE);
    }

    /**
     * Paints; shapes as for {@link MatGenerator#forward}.
     *
     * @param guidance the references; null for plain MAT
     */
    public MatGenerator.Painting forward(
            Pass pass,
            NDArray image,
            NDArray mask,
            NDArray z,
            double psi,
            LayerNoise noise,
            Guidance guidance) {
        try (NDArray ws = styles(pass, z, psi)) {
            return synthesise(pass, image, mask, ws, noise, guidance);
        }
    }

    /**
     * Moves the mean style by the styles of latents (batch, zDim), all those of a step of training;
     * unless the mapping is frozen, for then its mean stays.
     */
    public void moveMeanStyle(Pass pass, NDArray z) {
        if (!freezing.frozen("mapping")) {
            backbone.mapping().forward(pass, z, 1, 1, true).close();
        }
    }

    /** Styles of latents (batch, zDim) → (batch, styles, wDim); the mean style stays. */
    public NDArray styles(Pass pass, NDArray z, double psi) {
        int count = config().styles();
        if (!pass.gradients() || !frozenBeforeFusions()) {
            return backbone.mapping().forward(pass, z, count, psi, false);
        }
        try (Pass quiet = pass.withoutGradients()) {
            return pass.adopt(backbone.mapping().forward(quiet, z, count, psi, false));
        }
    }

    /**
     * Paints with given styles (batch, styles, wDim). With everything frozen before the fusions, no
     * gradients reach the styles through it.
     */
    public MatGenerator.Painting synthesise(
            Pass pass,
            NDArray image,
            NDArray mask,
            NDArray ws,
            LayerNoise noise,
            Guidance guidance) {
        MatGenerator.Encoding encoding;
        if (pass.gradients() && frozenBeforeFusions()) {
            try (Pass quiet = pass.withoutGradients()) {
                encoding = backbone.encode(quiet, image, mask, ws).ownedBy(pass);
            }
        } else {
            encoding = backbone.encode(pass, image, mask, ws);
        }
        return backbone.decode(pass, image, mask, encoding, ws, noise, guidance);
    }

    /** Frees all weights. */
    @Override
    public void close() {
        super.close();
        backbone.close();
        reference.close();
    }
}
