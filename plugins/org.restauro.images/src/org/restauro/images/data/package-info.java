// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Finds image files and matches images with their masks and references.
 *
 * <p>Start with {@link org.restauro.images.data.ImageFolder}, which lists a folder, and {@link
 * org.restauro.images.data.Pairing}, which matches lists by file name or by position. Reads
 * folders, never pixels.
 */
package org.restauro.images.data;
