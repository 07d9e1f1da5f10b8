// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One image of a set with the files that belong to it.
 *
 * @param name unique within the set: the path below the folder without its ending, with slashes
 * @param image its file
 * @param mask its mask's file
 * @param reference its reference's file
 * @param notes why a mask or reference that was looked for is not there; empty if all is well
 */
public record ListedImage(
        String name, Path image, Optional<Path> mask, Optional<Path> reference, String notes) {}
