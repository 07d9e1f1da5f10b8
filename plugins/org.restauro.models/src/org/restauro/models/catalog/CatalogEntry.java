// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.catalog;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Public weights of somebody else.
 *
 * @param id short name, such as {@code mat-places-512}
 * @param family the kind of network, as in model descriptions
 * @param title what it was trained on
 * @param resolution side of the images it was trained on, in pixels
 * @param dataset the data it was trained on, where that is a published set
 * @param fid Fréchet inception distance that its makers published, where they did
 * @param fileName the published file's name
 * @param page where it is published
 * @param download the file itself, if it has an address of its own
 * @param sha256 its SHA-256 in lower-case hexadecimal, where known
 * @param md5 its MD5 in lower-case hexadecimal, where known
 * @param maxBytes no download may be larger
 * @param licence the licence's name
 * @param licenceUrl the licence's text
 * @param byHand what to do to get it without this program
 */
public record CatalogEntry(
        String id,
        String family,
        String title,
        int resolution,
        Optional<String> dataset,
        OptionalDouble fid,
        String fileName,
        URI page,
        Optional<URI> download,
        Optional<String> sha256,
        Optional<String> md5,
        long maxBytes,
        String licence,
        URI licenceUrl,
        String byHand) {}
