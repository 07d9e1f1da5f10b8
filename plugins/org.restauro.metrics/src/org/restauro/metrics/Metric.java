// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.restauro.models.perceptual.Trunk;

/** A way to judge pictures. */
public enum Metric {
    /** Fréchet inception distance of two sets. */
    FID("fid", Kind.SET),
    /** Kernel inception distance of two sets. */
    KID("kid", Kind.SET),
    /** Inception score of the generated set alone. */
    IS("is", Kind.SET),
    /** Precision and recall of the generated set. */
    PRECISION_RECALL("pr", Kind.SET),
    /** P-IDS and U-IDS. */
    DISCRIMINATIVE("ids", Kind.SET),
    /** Perceptual path length of a generator. */
    PATH_LENGTH("ppl", Kind.GENERATOR),
    /** LPIPS by AlexNet. */
    LPIPS_ALEX("lpips-alex", Kind.PAIR),
    /** LPIPS by VGG-16. */
    LPIPS_VGG("lpips-vgg", Kind.PAIR),
    /** LPIPS by SqueezeNet. */
    LPIPS_SQUEEZE("lpips-squeeze", Kind.PAIR),
    /** Peak signal-to-noise ratio. */
    PSNR("psnr", Kind.PAIR),
    /** Structural similarity. */
    SSIM("ssim", Kind.PAIR),
    /** Mean absolute difference. */
    L1("l1", Kind.PAIR);

    /** What is judged. */
    public enum Kind {
        /** Two sets of pictures. */
        SET,
        /** Each picture against its original. */
        PAIR,
        /** A generator itself, without pictures. */
        GENERATOR
    }

    private final String label;
    private final Kind kind;

    Metric(String label, Kind kind) {
        this.label = label;
        this.kind = kind;
    }

    /** What it judges. */
    public Kind kind() {
        return kind;
    }

    /** The network of an LPIPS metric. */
    public Optional<Trunk.Kind> trunk() {
        return switch (this) {
            case LPIPS_ALEX -> Optional.of(Trunk.Kind.ALEX);
            case LPIPS_VGG -> Optional.of(Trunk.Kind.VGG);
            case LPIPS_SQUEEZE -> Optional.of(Trunk.Kind.SQUEEZE);
            default -> Optional.empty();
        };
    }

    /**
     * Reads a list such as {@code fid,lpips,psnr}; {@code lpips} stands for LPIPS by AlexNet,
     * {@code all} for everything that judges pictures.
     */
    public static Set<Metric> parse(String list) {
        Set<Metric> metrics = EnumSet.noneOf(Metric.class);
        for (String part : list.split(",")) {
            String name = part.trim().toLowerCase(Locale.ROOT);
            if (name.equals("all")) {
                Arrays.stream(values())
                        .filter(metric -> metric.kind != Kind.GENERATOR)
                        .forEach(metrics::add);
                continue;
            }
            String full = name.equals("lpips") ? LPIPS_ALEX.label : name;
            List<String> known = new ArrayList<>();
            Metric found = null;
            for (Metric metric : values()) {
                known.add(metric.label);
                found = metric.label.equals(full) ? metric : found;
            }
            if (found == null) {
                throw new IllegalArgumentException(
                        "There is no metric \""
                                + part.trim()
                                + "\"; choose from "
                                + String.join(", ", known)
                                + ", lpips (= lpips-alex) or all.");
            }
            metrics.add(found);
        }
        return metrics;
    }

    @Override
    public String toString() {
        return label;
    }
}
