// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import java.util.Optional;
import org.restauro.engine.weights.WeightFileException;
import org.restauro.models.file.ModelConverter;
import org.restauro.models.foreign.ForeignFile;

final class TensorFlowFile {
    private TensorFlowFile() {}

    static Optional<ModelConverter.Result> convert(ForeignFile file) throws WeightFileException {
        return Optional.empty();
    }
}
