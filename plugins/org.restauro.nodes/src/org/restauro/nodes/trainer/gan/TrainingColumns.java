// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer.gan;

import org.restauro.nodes.trainer.TableColumns;

/** Offers the image columns of the training table. */
final class TrainingColumns extends TableColumns {

    TrainingColumns() {
        super(GanTrainerNodeFactory.TRAINING_PORT);
    }
}
