// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

/** The types an entry of a {@link ConfigBase} can have, named as in the XML dialect. */
public enum ConfigEntries {
    /** A sub configuration. */
    config,
    /** A boolean. */
    xboolean,
    /** A byte. */
    xbyte,
    /** A character. */
    xchar,
    /** A double. */
    xdouble,
    /** A float. */
    xfloat,
    /** An int. */
    xint,
    /** A long. */
    xlong,
    /** A short. */
    xshort,
    /** A string, which may be null. */
    xstring,
    /** A weakly encrypted string. */
    xpassword,
    /** A string that is never written with its value. */
    xtransientstring
}
