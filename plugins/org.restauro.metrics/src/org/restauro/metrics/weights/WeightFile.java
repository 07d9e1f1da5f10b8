// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.metrics.weights;

import java.util.List;
import org.restauro.models.perceptual.Trunk;

/** A file that a metric needs, by the names under which it is published. */
public enum WeightFile {
    /** FID's Inception. */
    INCEPTION(
            "fid-inception",
            "inception-2015-12-05.pt",
            "pt_inception-2015-12-05-6726825d.pth",
            "weights-inception-2015-12-05-6726825d.pth",
            "inception-2015-12-05.safetensors"),
    /** AlexNet of torchvision. */
    ALEX(
            "alexnet-torchvision",
            "alexnet-owt-7be5be79.pth",
            "alexnet-owt-4df8aa71.pth",
            "alexnet.safetensors"),
    /** VGG-16 of torchvision. */
    VGG("vgg16-torchvision", "vgg16-397923af.pth", "vgg16.safetensors"),
    /** SqueezeNet 1.1 of torchvision. */
    SQUEEZE(
            "squeezenet-torchvision",
            "squeezenet1_1-b8a52dc0.pth",
            "squeezenet1_1-f364aa15.pth",
            "squeezenet1_1.safetensors");

    private final String catalogId;
    private final List<String> names;

    WeightFile(String catalogId, String... names) {
        this.catalogId = catalogId;
        this.names = List.of(names);
    }

    /** The catalogue's entry that says where to get it. */
    public String catalogId() {
        return catalogId;
    }

    /** File names that are looked for, in this order. */
    public List<String> names() {
        return names;
    }

    /** The file that an LPIPS network needs. */
    public static WeightFile of(Trunk.Kind kind) {
        return switch (kind) {
            case ALEX -> ALEX;
            case VGG -> VGG;
            case SQUEEZE -> SQUEEZE;
        };
    }
}
