// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/**
 * How images are restored. Start from {@link #defaults()} and change what differs.
 *
 * @param policy how an image is cut or scaled for the network
 * @param variants how many different results an image gets, at least 1
 * @param truncationPsi 1 for the network's full variety, towards 0 for its mean style
 * @param noise per-layer noise; {@link NoiseMode#CONST} is replaced by {@link NoiseMode#RANDOM}
 *     where the network's input is larger than the built size
 * @param batch how many windows go through the network at once, at least 1; small networks, which
 *     compute one on each processor, get as many as make use of all
 * @param blend width in pixels of the band outside each hole in which the painted picture fades
 *     into the known one, 0 to 64; with 0 all known pixels stay as they are
 * @param resizeMasks whether a mask of another size than its image is scaled to it (nearest pixel)
 *     instead of being refused
 * @param maxWholePixels the most pixels a network input may have in one piece under {@link
 *     Policy#WHOLE}: MAT needs about 2 GB for 512 x 512 in float32, and memory grows with the area
 * @param mosaics whether under {@link Policy#CROP} the surroundings of many small holes that lie
 *     far apart are laid side by side, four to a window: a quarter of the forwards, and each hole
 *     sees half as far
 */
public record InpaintSettings(
        Policy policy,
        int variants,
        float truncationPsi,
        NoiseMode noise,
        int batch,
        int blend,
        boolean resizeMasks,
        long maxWholePixels,
        boolean mosaics) {
    /** The widest blended border, in pixels. */
    public static final int MAX_BLEND = 64;

    private static final InpaintSettings DEFAULTS =
            new InpaintSettings(
                    Policy.AUTO, 1, 1f, NoiseMode.CONST, 1, 0, false, 2048L * 2048L, true);

    /** Checks the ranges given above. */
    public InpaintSettings {
        if (policy == null || noise == null) {
            throw new IllegalArgumentException("A policy and a noise mode are needed.");
        }
        require(variants >= 1, "The number of variants is %s; it must be at least 1.", variants);
        require(
                Float.isFinite(truncationPsi),
                "The truncation psi is %s; it must be a finite number.",
                truncationPsi);
        require(batch >= 1, "The batch size is %s; it must be at least 1.", batch);
        require(
                blend >= 0 && blend <= MAX_BLEND,
                "The blended border is %s pixels wide; it must be 0 to " + MAX_BLEND + ".",
                blend);
        require(
                maxWholePixels >= 1,
                "The limit for whole images is %s pixels; it must be at least 1.",
                maxWholePixels);
    }

    private static void require(boolean condition, String message, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(message, value));
        }
    }

    /** One variant, {@link Policy#AUTO}, psi 1, the stored noise, no batching, no blending. */
    public static InpaintSettings defaults() {
        return DEFAULTS;
    }

    public InpaintSettings withPolicy(Policy value) {
        return new InpaintSettings(
                value,
                variants,
                truncationPsi,
                noise,
                batch,
                blend,
                resizeMasks,
                maxWholePixels,
                mosaics);
    }

    public InpaintSettings withVariants(int value) {
        return new InpaintSettings(
                policy,
                value,
                truncationPsi,
                noise,
                batch,
                blend,
                resizeMasks,
                maxWholePixels,
                mosaics);
    }

    public InpaintSettings withTruncationPsi(float value) {
        return new InpaintSettings(
                policy, variants, value, noise, batch, blend, resizeMasks, maxWholePixels, mosaics);
    }

    public InpaintSettings withNoise(NoiseMode value) {
        return new InpaintSettings(
                policy,
                variants,
                truncationPsi,
                value,
                batch,
                blend,
                resizeMasks,
                maxWholePixels,
                mosaics);
    }

    public InpaintSettings withBatch(int value) {
        return new InpaintSettings(
                policy,
                variants,
                truncationPsi,
                noise,
                value,
                blend,
                resizeMasks,
                maxWholePixels,
                mosaics);
    }

    public InpaintSettings withBlend(int value) {
        return new InpaintSettings(
                policy,
                variants,
                truncationPsi,
                noise,
                batch,
                value,
                resizeMasks,
                maxWholePixels,
                mosaics);
    }

    public InpaintSettings withResizeMasks(boolean value) {
        return new InpaintSettings(
                policy,
                variants,
                truncationPsi,
                noise,
                batch,
                blend,
                value,
                maxWholePixels,
                mosaics);
    }

    public InpaintSettings withMaxWholePixels(long value) {
        return new InpaintSettings(
                policy, variants, truncationPsi, noise, batch, blend, resizeMasks, value, mosaics);
    }

    public InpaintSettings withMosaics(boolean value) {
        return new InpaintSettings(
                policy,
                variants,
                truncationPsi,
                noise,
                batch,
                blend,
                resizeMasks,
                maxWholePixels,
                value);
    }
}
