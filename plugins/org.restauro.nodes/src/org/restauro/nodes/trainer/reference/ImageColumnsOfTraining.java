// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.reference;

import org.restauro.nodes.trainer.TableColumns;

/** Offers the image columns of the training table. */
final class ImageColumnsOfTraining extends TableColumns {

    ImageColumnsOfTraining() {
        super(ReferenceFineTunerNodeParameters.TRAINING_PORT);
    }
}
