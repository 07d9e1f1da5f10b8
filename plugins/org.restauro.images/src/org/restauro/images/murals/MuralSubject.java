// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.murals;

/** What generated murals show. */
public enum MuralSubject {
    /** Walls of every composition, seen whole or in part. */
    WALLS,
    /**
     * One large medallion each, seen whole and without borders: a narrow class of pictures, which a
     * small generative model learns in little time.
     */
    MEDALLIONS
}
