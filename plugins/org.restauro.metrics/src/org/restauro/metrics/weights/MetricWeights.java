// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.restauro.engine.ComputePolicy;
import org.restauro.engine.nn.Module;
import org.restauro.engine.weights.MappedFile;
import org.restauro.engine.weights.StateDict;
import org.restauro.metrics.features.InceptionFeatures;
import org.restauro.models.catalog.Catalog;
import org.restauro.models.catalog.CatalogEntry;
import org.restauro.models.inception.FidInception;
import org.restauro.models.inception.InceptionInput;
import org.restauro.models.mat.FormulaWeights;
import org.restauro.models.perceptual.Lpips;
import org.restauro.models.perceptual.Trunk;

/** Where the networks of the metrics get their weights. */
public final class MetricWeights {
    private static final int CHUNK = 1 << 22;
    private static final int HASH_SHOWN = 16;
    private static final long FORMULA_SEED = 2015;

    /** Folders to look in; null where the formula fills the networks. */
    private final List<Path> places;

    private MetricWeights(List<Path> places) {
        this.places = places;
    }

    /**
     * Weights in files.
     *
     * @param places folders that hold files of published names, or such files themselves
     */
    public static MetricWeights in(List<Path> places) {
        return new MetricWeights(List.copyOf(places));
    }

    /**
     * Weights made by a formula: everything can be run and timed without the published files, but
     * the numbers mean nothing and compare with nobody's.
     */
    public static MetricWeights formula() {
        return new MetricWeights(null);
    }

    /** Whether the numbers mean nothing. */
    public boolean isFormula() {
        return places == null;
    }

    /** The file of a role, if it is there. */
    public Optional<Path> find(WeightFile role) {
        if (places == null) {
            return Optional.empty();
        }
        for (String name : role.names()) {
            for (Path place : places) {
                Path file = Files.isDirectory(place) ? place.resolve(name) : place;
                if (file.getFileName().toString().equals(name) && Files.isRegularFile(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The file of a role.
     *
     * @throws MissingWeightsException if it is not there; the message says what to do
     */
    public Path require(WeightFile role) throws IOException {
        Optional<Path> file = find(role);
        if (file.isPresent()) {
            return file.get();
        }
        CatalogEntry entry = Catalog.bundled().get(role.catalogId());
        throw new MissingWeightsException(
                role,
                String.format(
                        "The weight file %s is missing (looked in %s). It is published at %s under"
                            + " the licence %s (%s). Run \"restauro catalog fetch %s --to FOLDER\""
                            + " or download it by hand, then give its folder as weights; %s",
                        entry.fileName(),
                        places == null || places.isEmpty() ? "no folder" : places,
                        entry.page(),
                        entry.licence(),
                        entry.licenceUrl(),
                        entry.id(),
                        "also accepted under the names " + String.join(", ", role.names()) + "."));
    }

    /**
     * FID's Inception with the identity of its weights.
     *
     * @param network loaded; the caller closes it
     */
    public record Inception(FidInception network, InceptionFeatures features)
            implements AutoCloseable {
        @Override
        public void close() {
            network.close();
        }
    }

    /** Opens FID's Inception. */
    public Inception inception(InceptionInput rule, ComputePolicy policy) throws IOException {
        FidInception network;
        String hash;
        if (isFormula()) {
            network = new FidInception();
            network.load(filled(network), policy);
            hash = "formula";
        } else {
            Path file = require(WeightFile.INCEPTION);
            network = FidInception.read(file, policy);
            hash = hash(file);
        }
        return new Inception(network, new InceptionFeatures(network, hash, rule, policy));
    }

    /** Opens LPIPS; the caller closes it. */
    public Lpips lpips(Trunk.Kind kind, ComputePolicy policy) throws IOException {
        if (isFormula()) {
            try (Trunk trunk = new Trunk(kind)) {
                return Lpips.of(kind, filled(trunk), policy);
            }
        }
        return Lpips.read(kind, require(WeightFile.of(kind)), policy);
    }

    private static StateDict filled(Module network) {
        return FormulaWeights.fillPlain(network, FORMULA_SEED);
    }

    private static String hash(Path file) throws IOException {
        try (MappedFile mapped = MappedFile.open(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (long at = 0; at < mapped.size(); at += CHUNK) {
                ByteBuffer part = mapped.read(at, (int) Math.min(CHUNK, mapped.size() - at));
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_SHOWN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
