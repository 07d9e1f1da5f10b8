// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Seeds as users of the published scripts write them: {@code 0-3}, {@code 1,2}, {@code 5}. */
record SeedList(List<Long> seeds) {
    private static final int MOST = 10_000;

    static SeedList parse(String text) {
        List<Long> seeds = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String p = part.strip();
            try {
                if (p.matches("\\d+-\\d+")) {
                    int dash = p.indexOf('-');
                    long first = Long.parseLong(p.substring(0, dash));
                    long last = Long.parseLong(p.substring(dash + 1));
                    if (last < first || last - first >= MOST) {
                        throw wrong(text);
                    }
                    for (long seed = first; seed <= last; seed++) {
                        seeds.add(seed);
                    }
                } else if (p.matches("\\d+")) {
                    seeds.add(Long.parseLong(p));
                } else {
                    throw wrong(text);
                }
            } catch (NumberFormatException e) {
                throw wrong(text);
            }
        }
        if (seeds.size() > MOST || seeds.stream().distinct().count() < seeds.size()) {
            throw wrong(text);
        }
        return new SeedList(List.copyOf(seeds));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "\""
                        + text
                        + "\" are no seeds; a range like 0-3 or a list like 1,2 without repeats, at"
                        + " most "
                        + MOST
                        + " in all, would be right");
    }

    /** For options. */
    static final class Converter implements ITypeConverter<SeedList> {
        @Override
        public SeedList convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
