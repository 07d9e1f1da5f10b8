// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Logs to {@code java.util.logging}, under the class that logs. */
public final class NodeLogger {
    private final Logger logger;

    private NodeLogger(String name) {
        logger = Logger.getLogger(name);
    }

    public static NodeLogger getLogger(Class<?> c) {
        return getLogger(c.getName());
    }

    public static NodeLogger getLogger(String name) {
        return new NodeLogger(name);
    }

    private void log(Level level, Supplier<?> message, Throwable thrown) {
        if (logger.isLoggable(level)) {
            logger.log(level, String.valueOf(message.get()), thrown);
        }
    }

    public boolean isDebugEnabled() {
        return logger.isLoggable(Level.FINE);
    }

    public boolean isInfoEnabled() {
        return logger.isLoggable(Level.INFO);
    }

    public void debug(Object message) {
        log(Level.FINE, () -> message, null);
    }

    public void debug(Supplier<Object> message) {
        log(Level.FINE, message, null);
    }

    public void debug(Object message, Throwable thrown) {
        log(Level.FINE, () -> message, thrown);
    }

    public void debug(Supplier<Object> message, Throwable thrown) {
        log(Level.FINE, message, thrown);
    }

    public void debugWithFormat(String format, Object... args) {
        log(Level.FINE, () -> String.format(format, args), null);
    }

    public void debug(Throwable thrown) {
        log(Level.FINE, thrown::getMessage, thrown);
    }

    public void info(Object message) {
        log(Level.INFO, () -> message, null);
    }

    public void info(Supplier<Object> message) {
        log(Level.INFO, message, null);
    }

    public void info(Object message, Throwable thrown) {
        log(Level.INFO, () -> message, thrown);
    }

    public void info(Supplier<Object> message, Throwable thrown) {
        log(Level.INFO, message, thrown);
    }

    public void infoWithFormat(String format, Object... args) {
        log(Level.INFO, () -> String.format(format, args), null);
    }

    public void info(Throwable thrown) {
        log(Level.INFO, thrown::getMessage, thrown);
    }

    public void warn(Object message) {
        log(Level.WARNING, () -> message, null);
    }

    public void warn(Supplier<Object> message) {
        log(Level.WARNING, message, null);
    }

    public void warn(Object message, Throwable thrown) {
        log(Level.WARNING, () -> message, thrown);
    }

    public void warn(Supplier<Object> message, Throwable thrown) {
        log(Level.WARNING, message, thrown);
    }

    public void warnWithFormat(String format, Object... args) {
        log(Level.WARNING, () -> String.format(format, args), null);
    }

    public void warn(Throwable thrown) {
        log(Level.WARNING, thrown::getMessage, thrown);
    }

    public void error(Object message) {
        log(Level.SEVERE, () -> message, null);
    }

    public void error(Supplier<Object> message) {
        log(Level.SEVERE, message, null);
    }

    public void error(Object message, Throwable thrown) {
        log(Level.SEVERE, () -> message, thrown);
    }

    public void error(Supplier<Object> message, Throwable thrown) {
        log(Level.SEVERE, message, thrown);
    }

    public void errorWithFormat(String format, Object... args) {
        log(Level.SEVERE, () -> String.format(format, args), null);
    }

    public void error(Throwable thrown) {
        log(Level.SEVERE, thrown::getMessage, thrown);
    }

    public void fatal(Object message) {
        log(Level.SEVERE, () -> message, null);
    }

    public void fatal(Supplier<Object> message) {
        log(Level.SEVERE, message, null);
    }

    public void fatal(Object message, Throwable thrown) {
        log(Level.SEVERE, () -> message, thrown);
    }

    public void fatal(Supplier<Object> message, Throwable thrown) {
        log(Level.SEVERE, message, thrown);
    }

    public void fatalWithFormat(String format, Object... args) {
        log(Level.SEVERE, () -> String.format(format, args), null);
    }

    public void fatal(Throwable thrown) {
        log(Level.SEVERE, thrown::getMessage, thrown);
    }

    public void coding(Object message) {
        log(Level.SEVERE, () -> "CODING PROBLEM\t" + message, null);
    }

    public void coding(Supplier<Object> message) {
        log(Level.SEVERE, () -> "CODING PROBLEM\t" + message.get(), null);
    }

    public void coding(Object message, Throwable thrown) {
        log(Level.SEVERE, () -> "CODING PROBLEM\t" + message, thrown);
    }

    public void coding(Supplier<Object> message, Throwable thrown) {
        log(Level.SEVERE, () -> "CODING PROBLEM\t" + message.get(), thrown);
    }

    public void codingWithFormat(String format, Object... args) {
        log(Level.SEVERE, () -> "CODING PROBLEM\t" + String.format(format, args), null);
    }
}
