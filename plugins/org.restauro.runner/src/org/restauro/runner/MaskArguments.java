// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.restauro.images.io.MaskReading;
import org.restauro.images.mask.HoleRange;
import org.restauro.images.mask.MaskSpec;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the arguments of {@code restauro masks} are written and what they mean. */
final class MaskArguments {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(?:[xX×](\\d{1,6}))?");

    /** A little more than none, so that a colour survives being saved with small losses. */
    private static final int COLOUR_TOLERANCE = 8;

    private MaskArguments() {}

    /** The kinds of masks by the names users write. */
    enum Kind {
        MAT_LARGE(MaskSpec::matLarge),
        MAT_SMALL(MaskSpec::matSmall),
        RECTANGLES(MaskSpec::rectangles),
        BOXES(MaskSpec::boxes),
        STROKES(MaskSpec::strokes),
        SCRATCHES(MaskSpec::scratches),
        FLAKING(MaskSpec::flaking);

        private final Supplier<MaskSpec> spec;

        Kind(Supplier<MaskSpec> spec) {
            this.spec = spec;
        }

        MaskSpec spec() {
            return spec.get();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Reads a {@link Kind}. */
    static final class KindConverter implements ITypeConverter<Kind> {
        @Override
        public Kind convert(String text) {
            for (Kind kind : Kind.values()) {
                if (kind.toString().equalsIgnoreCase(text)) {
                    return kind;
                }
            }
            throw new TypeConversionException(
                    "there is no kind '"
                            + text
                            + "', only "
                            + Arrays.stream(Kind.values())
                                    .map(Kind::toString)
                                    .collect(Collectors.joining(", ")));
        }
    }

    /** Reads a {@link HoleRange} as {@code 0.1,0.3}. */
    static final class RangeConverter implements ITypeConverter<HoleRange> {
        @Override
        public HoleRange convert(String text) {
            String[] parts = text.split("[,:]", -1);
            try {
                if (parts.length == 2) {
                    return new HoleRange(
                            Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
                }
            } catch (NumberFormatException e) {
                // said below
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
            throw new TypeConversionException(
                    "'" + text + "' is no hole range; write two numbers like 0.1,0.3");
        }
    }

    /** What is hole in a file that is read. */
    record Reading(MaskReading value) {}

    /** Reads a {@link Reading}. */
    static final class ReadingConverter implements ITypeConverter<Reading> {
        @Override
        public Reading convert(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "black" -> new Reading(MaskReading.black());
                case "white" -> new Reading(MaskReading.white());
                case "alpha" -> new Reading(MaskReading.alpha());
                default -> {
                    if (!text.matches("#[0-9a-fA-F]{6}")) {
                        throw new TypeConversionException(
                                "'"
                                        + text
                                        + "' is no hole colour; write black, white, alpha or"
                                        + " #RRGGBB");
                    }
                    int rgb = Integer.parseInt(text.substring(1), 16);
                    yield new Reading(MaskReading.colour(rgb, COLOUR_TOLERANCE));
                }
            };
        }
    }

    /** The reading that was chosen, black if none was; soft values are kept for the steps. */
    static MaskReading reading(Reading chosen) {
        return (chosen == null ? MaskReading.black() : chosen.value()).keepingSoft();
    }

    /**
     * @return width and height
     */
    static int[] size(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "--size is written like 512x384 or 512, not '" + text + "'.");
        }
        int width = Integer.parseInt(matcher.group(1));
        int height = matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2));
        long pixels = (long) width * height;
        if (pixels < 1 || pixels > 500_000_000L) {
            throw new IllegalArgumentException(
                    "--size has 1 to 500 million pixels, unlike '" + text + "'.");
        }
        return new int[] {width, height};
    }
}
