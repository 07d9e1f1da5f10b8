// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import java.util.Map;
import java.util.function.DoubleSupplier;

/** Gives values to the log that no loss reports: learning rates, augmentation, validation. */
@FunctionalInterface
public interface ValueSource {
    /** What the next line of the log is to hold; asked once for each line. */
    Map<String, Double> values();

    /** One value under one name, for example {@code of("Rate/G", adam::rate)}. */
    static ValueSource of(String name, DoubleSupplier value) {
        return () -> Map.of(name, value.getAsDouble());
    }
}
