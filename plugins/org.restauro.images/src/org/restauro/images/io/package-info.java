// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Reads and writes image files: PNG, JPEG, TIFF and WebP (BMP and GIF are read as well).
 *
 * <p>Start with {@link org.restauro.images.io.ImageFiles}. It reads the header first, refuses what
 * is too large, decodes, converts embedded colour profiles to sRGB and turns the image as its EXIF
 * orientation says. Whatever is wrong with a file ends in one {@link
 * org.restauro.images.ImageException} that names the file. The decoders are the JDK's and
 * TwelveMonkeys'; they are addressed directly, never through ImageIO's global registry scan, which
 * does not see embedded jars inside OSGi.
 */
package org.restauro.images.io;
