// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.mat;

import com.fasterxml.jackson.databind.JsonNode;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelFamily;

/** Recognises MAT generators in weight files. */
public final class MatFamily implements ModelFamily {
    /** The family's name in model descriptions. */
    public static final String NAME = "mat";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(StateDict generator) {
        return MatConfigReader.fits(generator);
    }

    @Override
    public JsonNode config(StateDict generator) {
        return MatConfigReader.read(generator).toJson();
    }
}
