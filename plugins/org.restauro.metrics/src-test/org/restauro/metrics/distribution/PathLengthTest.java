// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Path lengths whose true value is known. */
class PathLengthTest {
    /** A picture of one pixel that is the first value of the latent, times 10. */
    private static class Linear implements PathLength.Generator {
        final List<PathLength.Path> seen = new ArrayList<>();

        @Override
        public int latentSize() {
            return 2;
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public boolean hasStyles() {
            return false;
        }

        @Override
        public List<PathLength.Pair> pairs(List<PathLength.Path> paths, PathLength.Space space) {
            seen.addAll(paths);
            return paths.stream()
                    .map(p -> new PathLength.Pair(at(p, p.first()), at(p, p.second())))
                    .toList();
        }

        private static RawPicture at(PathLength.Path p, double t) {
            double v = 10 * (p.from()[0] + (p.to()[0] - p.from()[0]) * t);
            return new RawPicture(new float[] {(float) v}, 1, 1, 1);
        }
    }

    private static double[] squares(List<PathLength.Pair> pairs) {
        return pairs.stream()
                .mapToDouble(p -> Math.pow(p.second().values()[0] - p.first().values()[0], 2))
                .toArray();
    }

    private static final PathLength THROUGH_Z =
            PathLength.PUBLISHED.with(PathLength.Space.Z, true).withSamples(2000);

    @Test
    void a_linear_generator_has_the_mean_square_of_its_slope() {
        Linear generator = new Linear();
        List<Integer> told = new ArrayList<>();
        PathLength.Value value =
                THROUGH_Z
                        .withEpsilon(0.01)
                        .of(generator, PathLengthTest::squares, (done, total) -> told.add(done));
        double[] expected =
                generator.seen.stream()
                        .mapToDouble(p -> Math.pow(10 * (p.to()[0] - p.from()[0]), 2))
                        .toArray();
        PathLength.Value exact = PathLength.trimmed(expected);
        assertThat(value.mean()).isCloseTo(exact.mean(), within(0.01 * exact.mean()));
        assertThat(value.kept()).isEqualTo(exact.kept());
        // the slope has variance 2, without the outer 1 % a little less
        assertThat(value.mean()).isBetween(140.0, 230.0);
        assertThat(told).endsWith(2000).hasSize(250);
        assertThat(generator.seen).extracting(PathLength.Path::classIndex).contains(0, 1, 2);
        assertThat(generator.seen).extracting(PathLength.Path::noiseSeed).doesNotHaveDuplicates();
        assertThat(generator.seen).anyMatch(p -> p.first() > 0.9);
    }

    @Test
    void the_same_seed_gives_the_same_paths() {
        PathLength few = THROUGH_Z.withSamples(20);
        PathLength.Progress none = (done, total) -> {};
        double first = few.of(new Linear(), PathLengthTest::squares, none).mean();
        assertThat(few.of(new Linear(), PathLengthTest::squares, none).mean()).isEqualTo(first);
        assertThat(few.withSeed(5).of(new Linear(), PathLengthTest::squares, none).mean())
                .isNotEqualTo(first);
        Linear ends = new Linear();
        few.with(PathLength.Space.Z, false).of(ends, PathLengthTest::squares, none);
        assertThat(ends.seen).allMatch(p -> p.first() == 0 && p.second() == few.epsilon());
    }

    @Test
    void leaves_out_the_outer_paths() {
        double[] lengths = new double[1000];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = i;
        }
        // 1 % of 999 steps is 9.99: from 9 up to 990
        assertThat(PathLength.trimmed(lengths).kept()).isEqualTo(982);
        assertThat(PathLength.trimmed(new double[] {4}).mean()).isEqualTo(4);
    }

    @Test
    void says_why_there_are_no_such_paths() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                PathLength.PUBLISHED.of(
                                        new Linear(), PathLengthTest::squares, (d, t) -> {}))
                .withMessageContaining("choose paths through z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathLength.PUBLISHED.withEpsilon(0))
                .withMessageContaining("above 0");
        assertThat(PathLength.PUBLISHED)
                .hasToString("at the beginning of paths through w, steps of 1.0E-4");
    }

    @Test
    void looks_at_faces_and_averages_large_pictures() {
        float[] values = new float[16 * 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        RawPicture picture = new RawPicture(values, 1, 16, 16);
        RawPicture face = picture.face();
        assertThat(face.width()).isEqualTo(8);
        assertThat(face.height()).isEqualTo(8);
        assertThat(face.values()[0]).isEqualTo(6 * 16 + 4);
        assertThat(face.values()[63]).isEqualTo(13 * 16 + 11);
        RawPicture half = picture.averaged(2);
        assertThat(half.values()[0]).isEqualTo((0 + 1 + 16 + 17) / 4f);
        assertThat(half.values()[63]).isEqualTo((238 + 239 + 254 + 255) / 4f);
        assertThat(half.colours()).hasSize(3 * 64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RawPicture(values, 3, 16, 16))
                .withMessageContaining("256 values");
    }
}
