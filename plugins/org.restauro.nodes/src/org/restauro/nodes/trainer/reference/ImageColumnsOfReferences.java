// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import org.restauro.nodes.trainer.TableColumns;

/** Offers the image columns of the table of references. */
final class ImageColumnsOfReferences extends TableColumns {

    ImageColumnsOfReferences() {
        super(ReferenceFineTunerNodeParameters.REFERENCES_PORT);
    }
}
