// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a {@link Sampler} stands: all that is needed to go on with the very same sequence. Stored
 * in checkpoints as {@link #text()}.
 *
 * @param order how images follow each other
 * @param size how many there are to draw from
 * @param seed of the shuffling
 * @param window share of the images among which one is put back, 0 to 1
 * @param number of the next sample, counted over all replicas
 * @param names fingerprint of the names drawn from, 0 if not known
 */
public record SamplerPosition(
        Sampler.Order order, int size, long seed, double window, long number, long names) {

    public SamplerPosition {
        if (size < 1) {
            throw new IllegalArgumentException("There are no images to draw from.");
        }
        if (number < 0 || !(window >= 0 && window <= 1)) {
            throw new IllegalArgumentException(
                    String.format(
                            "There is no position %d among %d images with a window of %s.",
                            number, size, window));
        }
    }

    /** One line of text that {@link #parse} understands. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "order=%s size=%d seed=%d window=%s number=%d names=%x",
                order,
                size,
                seed,
                window,
                number,
                names);
    }

    /**
     * Reads what {@link #text()} gave.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static SamplerPosition parse(String text) {
        try {
            Map<String, String> parts =
                    Arrays.stream(text.strip().split("\\s+"))
                            .map(part -> part.split("=", 2))
                            .collect(
                                    Collectors.toMap(
                                            p -> p[0], p -> p[1], (a, b) -> b, HashMap::new));
            return new SamplerPosition(
                    Sampler.Order.valueOf(parts.get("order")),
                    Integer.parseInt(parts.get("size")),
                    Long.parseLong(parts.get("seed")),
                    Double.parseDouble(parts.get("window")),
                    Long.parseLong(parts.get("number")),
                    Long.parseUnsignedLong(parts.get("names"), 16));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "This is no sampler position: " + ImageNames.shown(text) + ".", e);
        }
    }
}
