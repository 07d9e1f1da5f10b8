// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.scorer.fid;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.restauro.images.source.ImageSource;
import org.restauro.metrics.ScorePair;
import org.restauro.metrics.features.ImageItem;

/**
 * Both sets, and which of their images belong together.
 *
 * @param generated in the order of their port
 * @param real in the order of the generated ones where all are paired, else of their port
 * @param pairs all images of both sets in order; empty where they are not paired
 */
record ImageSets(List<ImageItem> generated, List<ImageItem> real, List<ScorePair> pairs) {

    /** Pairs two sets; they stay unpaired where one has an image that the other has not. */
    static ImageSets of(
            final ImageSource generated, final ImageSource real, final PairingChoice pairing) {
        List<ImageItem> left = items(generated);
        List<ImageItem> right = items(real);
        if (pairing == PairingChoice.NONE || left.size() != right.size()) {
            return new ImageSets(left, right, List.of());
        }
        List<ImageItem> partners = pairing == PairingChoice.NAME ? byName(left, right) : right;
        if (partners.isEmpty()) {
            return new ImageSets(left, right, List.of());
        }
        List<ScorePair> pairs = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            pairs.add(new ScorePair(left.get(i), partners.get(i), null));
        }
        return new ImageSets(left, partners, pairs);
    }

    /** The partners of all images in their order; empty if one has none. */
    private static List<ImageItem> byName(
            final List<ImageItem> images, final List<ImageItem> others) {
        Map<String, ImageItem> names = new HashMap<>();
        others.forEach(item -> names.put(item.name(), item));
        List<ImageItem> partners = new ArrayList<>();
        for (ImageItem image : images) {
            ImageItem partner = names.remove(image.name());
            if (partner == null) {
                return List.of();
            }
            partners.add(partner);
        }
        return partners;
    }

    private static List<ImageItem> items(final ImageSource source) {
        List<ImageItem> items = new ArrayList<>();
        for (int i = 0; i < source.size(); i++) {
            items.add(new SourceItem(source, i));
        }
        return items;
    }

    /** An image of a source, read when it is needed. */
    private record SourceItem(ImageSource source, int index) implements ImageItem {
        @Override
        public String name() {
            return source.name(index);
        }

        @Override
        public Loaded load() throws IOException {
            return ImageItem.of(source.where(index), source.bytes(index)).load();
        }
    }
}
