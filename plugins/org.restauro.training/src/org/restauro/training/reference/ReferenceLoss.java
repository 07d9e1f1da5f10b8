// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.restauro.engine.ops.ScriptFunction;
import org.restauro.models.mat.MatGenerator;
import org.restauro.training.Loss;
import org.restauro.training.Round;
import org.restauro.training.loss.Painter;
import org.restauro.training.loss.WeightedSum;

/** The loss of fine-tuning: differences of the pixels, and further terms where wanted. */
final class ReferenceLoss implements Loss {
    private final Painter painter;
    private final ScriptFunction differences;
    private final List<Term> terms;

    /**
     * A further term.
     *
     * @param name under which it is reported
     * @param weight above 0
     */
    record Term(String name, double weight, Measure measure) {}

    /** Computes a term: one value. */
    @FunctionalInterface
    interface Measure {
        NDArray of(Round round, MatGenerator.Painting painting, NDArray real, NDArray masks);
    }

    ReferenceLoss(Painter painter, PixelTerms pixels, List<Term> terms) {
        this.painter = painter;
        this.terms = List.copyOf(terms);
        differences =
                ScriptFunction.of(
                        "x: Tensor, y: Tensor, m: Tensor", "List[Tensor]", pixels.script());
    }

    @Override
    public void begin(Round whole) {
        painter.begin(whole);
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
            NDList pixels = differences.call(painting.image(), real, masks);
            round.report(List.of("Loss/G/pixels", "Loss/G/hole_l1"), pixels.get(1));
            WeightedSum total = new WeightedSum();
            total.add(1, pixels.get(0));
            for (Term term : terms) {
                NDArray value = term.measure().of(round, painting, real, masks);
                round.report(term.name(), value);
                total.add(term.weight(), value);
            }
            round.backward(total.value());
        }
    }
}
