// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.ArrayList;
import java.util.List;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

/** All variants of one request while they are painted. */
final class Job {
    // Streams derived from a variant's seed.
    private static final long LATENT_STREAM = -2;

    private final InpaintRequest request;
    private final InpaintSettings settings;
    private final HoleField field;
    private final Pixels pixels;
    private final Plan plan;
    private final int built;
    private final int latentSize;
    private final boolean noiseReplaced;
    private final long started = System.nanoTime();
    private final List<Painting> paintings = new ArrayList<>();
    private int done;
    private RuntimeException failure;

    /**
     * Plans a request.
     *
     * @throws IllegalArgumentException if image and mask do not fit each other or the policy
     */
    Job(InpaintRequest request, InpaintSettings settings, InpaintingNetwork network) {
        this.request = request;
        this.settings = settings;
        this.built = network.builtSize();
        this.latentSize = network.latentSize();
        Mask mask = fitting(request, settings.resizeMasks());
        this.field = HoleField.of(mask, settings.blend(), Planner.cellFor(built));
        boolean empty = field.painted() == 0;
        this.pixels = empty ? null : new Pixels(request.image());
        this.plan = empty ? nothing() : Planner.plan(field, built, planned());
        this.noiseReplaced =
                settings.noise() == NoiseMode.CONST
                        && plan.regions().stream().anyMatch(this::isLargerThanBuilt);
    }

    /** References show whole scenes, so a window has to be one. */
    private InpaintSettings planned() {
        return request.hints() == null ? settings : settings.withMosaics(false);
    }

    private static Mask fitting(InpaintRequest request, boolean resize) {
        try {
            return request.mask().fittedTo(request.image(), resize);
        } catch (ImageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Plan nothing() {
        Policy policy = settings.policy() == Policy.AUTO ? Policy.WHOLE : settings.policy();
        return new Plan(policy, "There is no hole, so the image stays as it is.", List.of());
    }

    private boolean isLargerThanBuilt(Region region) {
        return region.kind() == Region.Kind.DIRECT
                && (region.window().width() != built || region.window().height() != built);
    }

    String name() {
        return request.name();
    }

    ImageHints hints() {
        return request.hints();
    }

    Plan plan() {
        return plan;
    }

    int forwards() {
        return plan.forwards() * settings.variants();
    }

    Painting newPainting() {
        return new Painting(request.image(), pixels, field);
    }

    /** Latent vector of a variant: the same for all its pieces, so that they have one style. */
    float[] latent(int variant) {
        return Seeds.latent(Seeds.mix(variantSeed(variant), LATENT_STREAM), latentSize);
    }

    /** The seed of all else that is random in one piece. */
    long pieceSeed(int variant, int piece) {
        return Seeds.mix(variantSeed(variant), piece);
    }

    private long variantSeed(int variant) {
        return Seeds.mix(request.seed(), variant);
    }

    NoiseMode noise(Piece piece) {
        boolean larger = piece.width() != built || piece.height() != built;
        return settings.noise() == NoiseMode.CONST && larger ? NoiseMode.RANDOM : settings.noise();
    }

    void pieceDone() {
        done++;
    }

    int done() {
        return done;
    }

    void started(Painting painting) {
        paintings.add(painting);
    }

    void fail(RuntimeException why) {
        failure = failure == null ? why : failure;
    }

    boolean failed() {
        return failure != null;
    }

    boolean complete() {
        return failed() || done == forwards();
    }

    InpaintResult result() {
        double seconds = (System.nanoTime() - started) / 1e9;
        double holes = (double) field.painted() / field.bounds().area();
        if (failure != null) {
            return InpaintResult.failed(request.name(), plan.policy(), failure);
        }
        List<PixelImage> variants = new ArrayList<>();
        paintings.forEach(painting -> variants.add(painting.toImage()));
        while (variants.size() < settings.variants()) {
            variants.add(request.image()); // nothing was missing
        }
        String explanation =
                noiseReplaced
                        ? plan.explanation()
                                + " Random noise instead of the stored one, which has only the"
                                + " built size."
                        : plan.explanation();
        return new InpaintResult(
                request.name(),
                variants,
                plan.policy(),
                explanation,
                forwards(),
                seconds,
                holes,
                null);
    }
}
