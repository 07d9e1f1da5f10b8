// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Models on disk: one safetensors file with a JSON description, and the import of everything else.
 *
 * <p>Start with {@link org.restauro.models.file.ModelImporter} to open any file, with {@link
 * org.restauro.models.file.ModelFile} for our own format. A new kind of network joins by
 * implementing {@link org.restauro.models.file.ModelFamily}, another program's way of storing one
 * by implementing {@link org.restauro.models.file.ModelConverter}. May use the weights package of
 * the engine, {@code org.restauro.models.foreign} and Jackson; knows nothing of DJL.
 */
package org.restauro.models.file;
