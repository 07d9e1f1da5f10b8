// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a network is computed: where, in which number type, in which memory order, with how many
 * threads. Network code never asks which; it hands the policy on.
 *
 * @param device where tensors live
 * @param precision type of convolutions and matrix products; weights, modulation, normalisation and
 *     softmax are float32 always
 * @param format memory order of image tensors
 * @param threads CPU threads of one operation (process-wide in PyTorch), 0 = as PyTorch chooses
 */
public record ComputePolicy(
        TorchDevice device, Precision precision, MemoryFormat format, int threads) {
    /** System property whose value, read by {@link #parse}, overrides {@link #auto}. */
    public static final String PROPERTY = "restauro.compute";

    /** CPU, float32, width fastest: the slowest and plainest. */
    public static final ComputePolicy REFERENCE =
            new ComputePolicy(TorchDevice.CPU, Precision.FLOAT32, MemoryFormat.CONTIGUOUS, 0);

    private static final Path CPU_FEATURES = Path.of("/proc/cpuinfo");

    /** Checks the number of threads. */
    public ComputePolicy {
        if (threads < 0) {
            throw new IllegalArgumentException(
                    "Number of threads is " + threads + "; 0 (automatic) or more would be right.");
        }
    }

    /**
     * The policy for this machine, or the one that the system property {@value #PROPERTY} states:
     * the first GPU where a CUDA build of PyTorch was chosen, else the CPU; bfloat16 where the CPU
     * computes in it (AMX, AVX-512 BF16) or on a GPU, else float32; channels last.
     */
    public static ComputePolicy auto() {
        return parse(System.getProperty(PROPERTY, ""));
    }

    /**
     * Reads a policy such as {@code bfloat16,channels-last,cpu,threads=4}: parts in any order, the
     * missing ones chosen for this machine.
     */
    public static ComputePolicy parse(String text) {
        TorchDevice device = null;
        Precision precision = null;
        MemoryFormat format = MemoryFormat.CHANNELS_LAST;
        int threads = 0;
        for (String part : text.toLowerCase(Locale.ROOT).split(",")) {
            String p = part.trim();
            switch (p) {
                case "", "auto" -> {}
                case "float32", "fp32" -> precision = Precision.FLOAT32;
                case "bfloat16", "bf16" -> precision = Precision.BFLOAT16;
                case "float16", "fp16" -> precision = Precision.FLOAT16;
                case "contiguous" -> format = MemoryFormat.CONTIGUOUS;
                case "channels-last" -> format = MemoryFormat.CHANNELS_LAST;
                default -> {
                    if (p.startsWith("threads=")) {
                        threads = threads(p, text);
                    } else if (p.startsWith("cpu") || p.startsWith("cuda")) {
                        device = TorchDevice.parse(p);
                    } else {
                        throw unknown(p, text);
                    }
                }
            }
        }
        TorchDevice where = device != null ? device : bestDevice();
        return new ComputePolicy(
                where, precision != null ? precision : bestPrecision(where), format, threads);
    }

    private static int threads(String part, String text) {
        try {
            return Integer.parseInt(part.substring("threads=".length()).trim());
        } catch (NumberFormatException e) {
            throw unknown(part, text);
        }
    }

    private static IllegalArgumentException unknown(String part, String text) {
        return new IllegalArgumentException(
                "Cannot read '"
                        + part
                        + "' in the compute policy '"
                        + text
                        + "'. Right would be parts of: float32, bfloat16, float16; contiguous,"
                        + " channels-last; cpu, cuda:0; threads=4.");
    }

    private static TorchDevice bestDevice() {
        List<TorchDevice> devices = Torch.devices();
        return devices.get(devices.size() > 1 ? 1 : 0);
    }

    private static Precision bestPrecision(TorchDevice device) {
        if (!device.isCpu()) {
            return Precision.BFLOAT16;
        }
        try (Stream<String> lines = Files.lines(CPU_FEATURES, StandardCharsets.UTF_8)) {
            return computesBfloat16(lines) ? Precision.BFLOAT16 : Precision.FLOAT32;
        } catch (IOException e) {
            // no such list on this system: float32 is right everywhere
            return Precision.FLOAT32;
        }
    }

    /** Whether lines of {@code /proc/cpuinfo} name instructions for bfloat16 products. */
    static boolean computesBfloat16(Stream<String> cpuInfo) {
        return cpuInfo.filter(l -> l.startsWith("flags") || l.startsWith("Features"))
                .anyMatch(l -> l.matches(".*\\b(amx_bf16|avx512_bf16)\\b.*"));
    }

    /** The same with another precision. */
    public ComputePolicy with(Precision other) {
        return new ComputePolicy(device, other, format, threads);
    }

    /** The same with another memory format. */
    public ComputePolicy with(MemoryFormat other) {
        return new ComputePolicy(device, precision, other, threads);
    }

    /** In the form that {@link #parse} reads. */
    @Override
    public String toString() {
        String text = precision + "," + format + "," + device;
        return threads == 0 ? text : text + ",threads=" + threads;
    }
}
