// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.restauro.engine.weights.StateDict;
import org.restauro.models.file.ModelFamily;

/** Recognises generators of the four families in weight files; registered as services. */
public final class GanModelFamilies {
    private GanModelFamilies() {}

    private abstract static class OneFamily implements ModelFamily {
        private final GanFamily family;

        OneFamily(GanFamily family) {
            this.family = family;
        }

        @Override
        public final String name() {
            return family.toString();
        }

        @Override
        public final boolean recognises(StateDict generator) {
            return GanConfigReader.generatorFamily(generator).equals(Optional.of(family));
        }

        @Override
        public final JsonNode config(StateDict generator) {
            return GanConfigReader.generator(generator).toJson();
        }

        @Override
        public final JsonNode withOptions(JsonNode config, JsonNode stated) {
            ObjectNode all = config.deepCopy();
            return GeneratorConfig.fromJson(all.setAll((ObjectNode) stated)).toJson();
        }
    }

    /** PGGAN. */
    public static final class Pggan extends OneFamily {
        /** For the service loader. */
        public Pggan() {
            super(GanFamily.PGGAN);
        }
    }

    /** StyleGAN. */
    public static final class StyleGan extends OneFamily {
        /** For the service loader. */
        public StyleGan() {
            super(GanFamily.STYLEGAN);
        }
    }

    /** StyleGAN2. */
    public static final class StyleGan2 extends OneFamily {
        /** For the service loader. */
        public StyleGan2() {
            super(GanFamily.STYLEGAN2);
        }
    }

    /** StyleGAN2-ADA with classes. */
    public static final class StyleGan2Ada extends OneFamily {
        /** For the service loader. */
        public StyleGan2Ada() {
            super(GanFamily.STYLEGAN2_ADA);
        }
    }
}
