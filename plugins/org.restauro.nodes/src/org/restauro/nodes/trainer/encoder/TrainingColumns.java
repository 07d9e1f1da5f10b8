// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.encoder;

import org.restauro.nodes.trainer.TableColumns;

/** Offers the image columns of the training table. */
final class TrainingColumns extends TableColumns {

    TrainingColumns() {
        super(InversionEncoderTrainerNodeFactory.TRAINING_PORT);
    }
}
