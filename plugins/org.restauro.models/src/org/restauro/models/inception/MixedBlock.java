// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inception;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.restauro.engine.Pass;
import org.restauro.engine.nn.Module;
import org.restauro.engine.ops.Ops;
import org.restauro.engine.ops.ScriptFunction;

/**
 * One of Inception's mixed blocks: branches over the same input, joined along the channels in the
 * order in which they are declared (Szegedy et al. 2016).
 */
final class MixedBlock extends Module {
    /** 3 × 3 pooling at the head of a branch. */
    enum Pool {
        /** Average of the pixels inside the picture, stride 1. */
        AVERAGE("torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1], False, False, None)"),
        /** Maximum, stride 1. */
        MAXIMUM("torch.max_pool2d(x, [3, 3], [1, 1], [1, 1], [1, 1], False)"),
        /** Maximum, stride 2, without a border. */
        HALVING("torch.max_pool2d(x, [3, 3], [2, 2], [0, 0], [1, 1], False)");

        private final String source;

        Pool(String source) {
            this.source = source;
        }

        NDArray of(NDArray x) {
            return ScriptFunction.of("x: Tensor", "Tensor", "return " + source).apply(x);
        }
    }

    /** A chain of units; the last ones may stand side by side. */
    private record Branch(Pool pool, List<ConvUnit> chain, List<ConvUnit> fork) {}

    private final List<Branch> branches = new ArrayList<>();
    private final int in;

    private MixedBlock(int in) {
        this.in = in;
    }

    /** Blocks at 35 × 35; the pooling branch has {@code pool} channels. */
    static MixedBlock a(int in, int pool) {
        MixedBlock block = new MixedBlock(in);
        block.branch(null, block.unit("branch1x1", in, 64, 1, 1));
        block.branch(
                null,
                block.unit("branch5x5_1", in, 48, 1, 1),
                block.unit("branch5x5_2", 48, 64, 5, 5));
        block.branch(
                null,
                block.unit("branch3x3dbl_1", in, 64, 1, 1),
                block.unit("branch3x3dbl_2", 64, 96, 3, 3),
                block.unit("branch3x3dbl_3", 96, 96, 3, 3));
        block.branch(Pool.AVERAGE, block.unit("branch_pool", in, pool, 1, 1));
        return block;
    }

    /** From 35 × 35 to 17 × 17. */
    static MixedBlock b(int in) {
        MixedBlock block = new MixedBlock(in);
        block.branch(null, block.halving("branch3x3", in, 384));
        block.branch(
                null,
                block.unit("branch3x3dbl_1", in, 64, 1, 1),
                block.unit("branch3x3dbl_2", 64, 96, 3, 3),
                block.halving("branch3x3dbl_3", 96, 96));
        block.branch(Pool.HALVING);
        return block;
    }

    /** Blocks at 17 × 17, with {@code c} channels inside. */
    static MixedBlock c(int in, int c) {
        MixedBlock block = new MixedBlock(in);
        block.branch(null, block.unit("branch1x1", in, 192, 1, 1));
        block.branch(
                null,
                block.unit("branch7x7_1", in, c, 1, 1),
                block.unit("branch7x7_2", c, c, 1, 7),
                block.unit("branch7x7_3", c, 192, 7, 1));
        block.branch(
                null,
                block.unit("branch7x7dbl_1", in, c, 1, 1),
                block.unit("branch7x7dbl_2", c, c, 7, 1),
                block.unit("branch7x7dbl_3", c, c, 1, 7),
                block.unit("branch7x7dbl_4", c, c, 7, 1),
                block.unit("branch7x7dbl_5", c, 192, 1, 7));
        block.branch(Pool.AVERAGE, block.unit("branch_pool", in, 192, 1, 1));
        return block;
    }

    /** From 17 × 17 to 8 × 8. */
    static MixedBlock d(int in) {
        MixedBlock block = new MixedBlock(in);
        block.branch(
                null,
                block.unit("branch3x3_1", in, 192, 1, 1),
                block.halving("branch3x3_2", 192, 320));
        block.branch(
                null,
                block.unit("branch7x7x3_1", in, 192, 1, 1),
                block.unit("branch7x7x3_2", 192, 192, 1, 7),
                block.unit("branch7x7x3_3", 192, 192, 7, 1),
                block.halving("branch7x7x3_4", 192, 192));
        block.branch(Pool.HALVING);
        return block;
    }

    /** Blocks at 8 × 8. */
    static MixedBlock e(int in, Pool pool) {
        MixedBlock block = new MixedBlock(in);
        block.branch(null, block.unit("branch1x1", in, 320, 1, 1));
        ConvUnit head = block.unit("branch3x3_1", in, 384, 1, 1);
        block.fork(
                List.of(head),
                block.unit("branch3x3_2a", 384, 384, 1, 3),
                block.unit("branch3x3_2b", 384, 384, 3, 1));
        List<ConvUnit> chain =
                List.of(
                        block.unit("branch3x3dbl_1", in, 448, 1, 1),
                        block.unit("branch3x3dbl_2", 448, 384, 3, 3));
        block.fork(
                chain,
                block.unit("branch3x3dbl_3a", 384, 384, 1, 3),
                block.unit("branch3x3dbl_3b", 384, 384, 3, 1));
        block.branch(pool, block.unit("branch_pool", in, 192, 1, 1));
        return block;
    }

    private ConvUnit unit(String name, int from, int to, int h, int w) {
        return child(name, new ConvUnit(from, to, h, w, 1, h / 2, w / 2));
    }

    private ConvUnit halving(String name, int from, int to) {
        return child(name, new ConvUnit(from, to, 3, 3, 2, 0, 0));
    }

    private void branch(Pool pool, ConvUnit... chain) {
        branches.add(new Branch(pool, List.of(chain), List.of()));
    }

    private void fork(List<ConvUnit> chain, ConvUnit... ends) {
        branches.add(new Branch(null, chain, List.of(ends)));
    }

    /** (batch, in, h, w) to (batch, out, h', w'); the input stays open. */
    NDArray forward(Pass pass, NDArray x) {
        if (x.getShape().get(1) != in) {
            throw new IllegalArgumentException(
                    "A block for " + in + " channels was given an array of " + x.getShape() + ".");
        }
        List<NDArray> parts = new ArrayList<>();
        for (Branch branch : branches) {
            NDArray y = branch.pool == null ? x : branch.pool.of(x);
            for (ConvUnit unit : branch.chain) {
                NDArray next = unit.forward(pass, y);
                closeUnless(y, x);
                y = next;
            }
            if (branch.fork.isEmpty()) {
                parts.add(y);
            } else {
                for (ConvUnit unit : branch.fork) {
                    parts.add(unit.forward(pass, y));
                }
                closeUnless(y, x);
            }
        }
        NDArray[] rest = parts.subList(1, parts.size()).toArray(NDArray[]::new);
        NDArray joined = Ops.concat(1, parts.get(0), rest);
        parts.forEach(NDArray::close);
        return joined;
    }

    private static void closeUnless(NDArray array, NDArray kept) {
        if (array != kept) {
            array.close();
        }
    }
}
