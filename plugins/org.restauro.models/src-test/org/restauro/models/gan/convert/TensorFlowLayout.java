// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.gan.convert;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.restauro.engine.weights.StateDict;
import org.restauro.engine.weights.TensorData;
import org.restauro.models.gan.GanFamily;

/**
 * Turns state dictionaries of GenForce's networks into NVIDIA's TensorFlow networks, by the names
 * and shapes that the functions which build those give to their variables.
 */
final class TensorFlowLayout {
    private static final String MODERN = "dnnlib.tflib.network.Network";
    private static final Pattern NUMBERED = Pattern.compile("([a-z_]+)(\\d+)\\.(.*)");

    private final GanFamily family;
    private final int levels;
    private final boolean fused;

    TensorFlowLayout(GanFamily family, int resolution, boolean fused) {
        this.family = family;
        levels = Integer.numberOfTrailingZeros(resolution) - 2;
        this.fused = fused;
    }

    TensorFlowPickle.Network generator(StateDict ours, Map<String, Object> made) {
        StateDict own = new StateDict();
        StateDict mapping = new StateDict();
        StateDict synthesis = new StateDict();
        for (String name : ours.names()) {
            if (name.endsWith("kernel")) {
                continue;
            }
            TensorData t = ours.get(name);
            if (family == GanFamily.PGGAN) {
                put(own, progressive(name), t);
            } else if (name.equals("truncation.w_avg")) {
                put(own, "dlatent_avg", t);
            } else if (name.startsWith("mapping.")) {
                put(mapping, mapping(name.substring("mapping.".length())), t);
            } else {
                String local = name.substring("synthesis.".length());
                put(synthesis, family == GanFamily.STYLEGAN ? styled(local) : modulated(local), t);
            }
        }
        if (family == GanFamily.PGGAN) {
            return new TensorFlowPickle.Network("tfutil.Network", "G_paper", made, Map.of(), own);
        }
        own.put("lod", TensorData.of(new float[] {0}));
        return new TensorFlowPickle.Network(
                MODERN,
                "training.networks.G_main",
                made,
                Map.of(
                        "synthesis", part("G_synthesis", made, synthesis),
                        "mapping", part("G_mapping", made, mapping)),
                own);
    }

    private static TensorFlowPickle.Network part(
            String name, Map<String, Object> made, StateDict variables) {
        return new TensorFlowPickle.Network(MODERN, name, made, Map.of(), variables);
    }

    TensorFlowPickle.Network discriminator(StateDict ours, Map<String, Object> made) {
        StateDict own = new StateDict();
        for (String name : ours.names()) {
            if (!name.endsWith("kernel")) {
                put(own, judging(name), ours.get(name));
            }
        }
        boolean early = family == GanFamily.PGGAN;
        return new TensorFlowPickle.Network(
                early ? "tfutil.Network" : MODERN,
                early ? "D_paper" : "training.networks.D_stylegan2",
                made,
                Map.of(),
                own);
    }

    private static Matcher numbered(String name) {
        Matcher m = NUMBERED.matcher(name);
        if (!m.matches()) {
            throw new AssertionError("no name for " + name);
        }
        return m;
    }

    private static String side(int level) {
        return (4 << level) + "x" + (4 << level) + "/";
    }

    private String progressive(String name) {
        if (name.equals("lod")) {
            return name;
        }
        Matcher m = numbered(name);
        int n = Integer.parseInt(m.group(2));
        if (m.group(1).equals("output")) {
            return "ToRGB_lod" + (levels - n) + "/" + m.group(3);
        }
        String layer = n == 0 ? "Dense" : n == 1 ? "Conv" : n % 2 == 1 ? "Conv1" : "Conv0";
        return side(n / 2) + layer + (fused && layer.equals("Conv0") ? "_up/" : "/") + m.group(3);
    }

    private static String mapping(String name) {
        if (name.equals("label_weight")) {
            return "LabelConcat/weight";
        }
        return name.replaceAll("dense(\\d+)\\.", "Dense$1/").replace("LabelEmbed.", "LabelEmbed/");
    }

    private String styled(String name) {
        if (name.equals("lod")) {
            return name;
        }
        Matcher m = numbered(name);
        int n = Integer.parseInt(m.group(2));
        if (m.group(1).equals("output")) {
            return "ToRGB_lod" + (levels - n) + "/" + m.group(3);
        }
        String layer =
                side(n / 2)
                        + (n == 0 ? "Const" : n == 1 ? "Conv" : n % 2 == 1 ? "Conv1" : "Conv0_up");
        return switch (m.group(3)) {
            case "apply_noise.noise" -> "noise" + n;
            case "apply_noise.weight" -> layer + "/Noise/weight";
            case "style.weight" -> layer + "/StyleMod/weight";
            case "style.bias" -> layer + "/StyleMod/bias";
            default -> layer + "/" + m.group(3);
        };
    }

    private String modulated(String name) {
        if (name.equals("early_layer.const")) {
            return "4x4/Const/const";
        }
        Matcher m = numbered(name);
        int n = Integer.parseInt(m.group(2));
        String layer = side((n + 1) / 2) + (n == 0 ? "Conv" : n % 2 == 0 ? "Conv1" : "Conv0_up");
        if (m.group(1).equals("output")) {
            layer = side(n) + "ToRGB";
        } else if (m.group(1).equals("skip_layer")) {
            layer = side(n + 1) + "Skip";
        }
        return switch (m.group(3)) {
            case "noise" -> "noise" + n;
            case "style.weight" -> layer + "/mod_weight";
            case "style.bias" -> layer + "/mod_bias";
            default -> layer + "/" + m.group(3);
        };
    }

    private String judging(String name) {
        if (name.equals("lod")) {
            return name;
        }
        if (name.startsWith("LabelEmbed.")) {
            return name.replace('.', '/');
        }
        if (name.startsWith("mapping.")) {
            return name.replaceAll("mapping\\.dense(\\d+)\\.", "Mapping$1/");
        }
        Matcher m = numbered(name);
        int n = Integer.parseInt(m.group(2));
        String last = m.group(3);
        boolean early = family.progressive();
        return switch (m.group(1)) {
            case "input" -> (early ? "FromRGB_lod" + n : side(levels - n) + "FromRGB") + "/" + last;
            case "skip_layer" -> side(levels - n) + "Skip/" + last;
            default -> judgingLayer(n, early) + "/" + last;
        };
    }

    private String judgingLayer(int n, boolean early) {
        if (n >= 2 * levels) {
            return switch (n - 2 * levels) {
                case 0 -> "4x4/Conv";
                case 1 -> "4x4/Dense0";
                default -> early ? "4x4/Dense1" : "Output";
            };
        }
        boolean down = fused || family != GanFamily.PGGAN;
        return side(levels - n / 2) + (n % 2 == 0 ? "Conv0" : down ? "Conv1_down" : "Conv1");
    }

    private void put(StateDict to, String name, TensorData t) {
        long[] s = t.shape();
        float[] v = t.toFloats();
        boolean asIs = name.endsWith("/Noise/weight") || name.startsWith("LabelConcat");
        if (!name.contains("weight") || asIs) {
            to.put(name, t);
        } else if (name.equals("4x4/Dense/weight")) {
            to.put(name, spread(v, (int) s[0], (int) s[1]));
        } else if (s.length == 2) {
            to.put(name, matrix(v, (int) s[0], (int) s[1]));
        } else {
            to.put(name, kernel(v, (int) s[0], (int) s[1], (int) s[2]));
        }
    }

    /** (out, in, 4, 4), turned → (in, out·16). */
    private static TensorData spread(float[] v, int out, int in) {
        float[] r = new float[v.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int k = 0; k < 16; k++) {
                    r[(i * out + o) * 16 + 15 - k] = v[(o * in + i) * 16 + k];
                }
            }
        }
        return TensorData.of(r, in, out * 16L);
    }

    private static TensorData matrix(float[] v, int out, int in) {
        float[] r = new float[v.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                r[i * out + o] = v[o * in + i];
            }
        }
        return TensorData.of(r, in, out);
    }

    /** (out, in, k, k) → (k, k, in, out); the first two may be the other way round. */
    private static TensorData kernel(float[] v, int out, int in, int k) {
        float[] r = new float[v.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int j = 0; j < k * k; j++) {
                    r[(j * in + i) * out + o] = v[(o * in + i) * k * k + j];
                }
            }
        }
        return TensorData.of(r, k, k, in, out);
    }
}
