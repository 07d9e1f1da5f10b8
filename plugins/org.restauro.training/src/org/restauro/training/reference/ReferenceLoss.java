// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.mat.MatGenerator;
import org.restauro.training.Loss;
import org.restauro.training.Round;

/** The loss of fine-tuning: differences of the pixels. */
final class ReferenceLoss implements Loss {
    private final ReferencePainter painter;
    private final ScriptFunction differences;

    ReferenceLoss(ReferencePainter painter, PixelTerms pixels) {
        this.painter = painter;
        differences =
                ScriptFunction.of(
                        "x: Tensor, y: Tensor, m: Tensor", "List[Tensor]", pixels.script());
    }

    @Override
    public boolean firstOrder() {
        return true;
    }

    @Override
    public void compute(Round round) {
        try (NDArray masks = round.masks();
                NDArray real = round.images();
                MatGenerator.Painting painting = painter.paint(round, round.pass(), masks)) {
            NDList terms = differences.call(painting.image(), real, masks);
            round.report(java.util.List.of("Loss/G/pixels", "Loss/G/hole_l1"), terms.get(1));
            round.backward(terms.get(0));
        }
    }
}
