// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.fid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.restauro.images.source.ImageSource;
import org.restauro.images.source.Labels;
import org.restauro.metrics.features.ImageItem;

class ImageSetsTest {

    private static ImageSource named(String... names) {
        return new ImageSource() {
            @Override
            public String description() {
                return "names";
            }

            @Override
            public int size() {
                return names.length;
            }

            @Override
            public String name(int index) {
                return names[index];
            }

            @Override
            public Labels labels() {
                return Labels.NONE;
            }

            @Override
            public byte[] bytes(int index) {
                return new byte[0];
            }

            @Override
            public void close() {}
        };
    }

    private static List<String> names(List<ImageItem> items) {
        return items.stream().map(ImageItem::name).toList();
    }

    @Test
    void pairs_by_order_where_there_are_equally_many() {
        ImageSets sets = ImageSets.of(named("a", "b"), named("x", "y"), PairingChoice.ORDER);
        assertThat(names(sets.real())).containsExactly("x", "y");
        assertThat(sets.pairs()).hasSize(2);
        assertThat(sets.pairs().get(1).real().name()).isEqualTo("y");
        assertThat(ImageSets.of(named("a"), named("x", "y"), PairingChoice.ORDER).pairs())
                .isEmpty();
    }

    @Test
    void pairs_by_name_in_any_order() {
        ImageSets sets = ImageSets.of(named("a.1", "a.2"), named("a.2", "a.1"), PairingChoice.NAME);
        assertThat(names(sets.generated())).containsExactly("a.1", "a.2");
        assertThat(names(sets.real())).containsExactly("a.1", "a.2");
        assertThat(sets.pairs()).hasSize(2);
    }

    @Test
    void leaves_sets_unpaired_where_a_partner_is_missing() {
        ImageSets sets = ImageSets.of(named("a", "b"), named("b", "c"), PairingChoice.NAME);
        assertThat(sets.pairs()).isEmpty();
        assertThat(names(sets.real())).containsExactly("b", "c");
        assertThat(ImageSets.of(named("a", "a"), named("a", "b"), PairingChoice.NAME).pairs())
                .isEmpty();
        assertThat(ImageSets.of(named("a"), named("a"), PairingChoice.NONE).pairs()).isEmpty();
    }
}
