// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.util;

import org.knime.core.node.InvalidSettingsException;

/** Checks that throw with a formatted message. */
public final class CheckUtils {
    private CheckUtils() {}

    private static String format(String template, Object... args) {
        return args == null || args.length == 0 ? template : String.format(template, args);
    }

    public static <T> T checkArgumentNotNull(T object, String template, Object... args)
            throws IllegalArgumentException {
        checkArgument(object != null, template, args);
        return object;
    }

    public static <T> T checkArgumentNotNull(T object) throws IllegalArgumentException {
        return checkArgumentNotNull(object, "Argument must not be null");
    }

    public static void checkArgument(boolean condition, String message)
            throws IllegalArgumentException {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    public static void checkArgument(boolean condition, String template, Object... args)
            throws IllegalArgumentException {
        if (!condition) {
            throw new IllegalArgumentException(format(template, args));
        }
    }

    public static void checkState(boolean condition, String message) throws IllegalStateException {
        if (!condition) {
            throw new IllegalStateException(message);
        }
    }

    public static void checkState(boolean condition, String template, Object... args)
            throws IllegalStateException {
        if (!condition) {
            throw new IllegalStateException(format(template, args));
        }
    }

    public static <T> T checkNotNull(T object) throws NullPointerException {
        return checkNotNull(object, "Object must not be null");
    }

    public static <T> T checkNotNull(T object, String message) throws NullPointerException {
        if (object == null) {
            throw new NullPointerException(message);
        }
        return object;
    }

    public static <T> T checkNotNull(T object, String template, Object... args)
            throws NullPointerException {
        if (object == null) {
            throw new NullPointerException(format(template, args));
        }
        return object;
    }

    public static void checkSetting(boolean condition, String template, Object... args)
            throws InvalidSettingsException {
        if (!condition) {
            throw new InvalidSettingsException(format(template, args));
        }
    }

    public static <T> T checkSettingNotNull(T object, String template, Object... args)
            throws InvalidSettingsException {
        checkSetting(object != null, template, args);
        return object;
    }
}
