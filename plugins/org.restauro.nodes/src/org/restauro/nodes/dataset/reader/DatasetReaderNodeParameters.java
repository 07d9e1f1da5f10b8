// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.dataset.reader;

import org.restauro.nodes.imageset.ImageFoldersParameters;

/** What the Dataset Reader asks for: folders and pairing, nothing else. */
final class DatasetReaderNodeParameters extends ImageFoldersParameters {}
