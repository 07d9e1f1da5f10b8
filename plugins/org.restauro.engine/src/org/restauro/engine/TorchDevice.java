// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import ai.djl.Device;
import java.util.Locale;

/**
 * A place where tensors live.
 *
 * @param type {@code cpu} or {@code cuda}
 * @param index number of the GPU, 0 for the CPU
 */
public record TorchDevice(String type, int index) {
    /** The processor. */
    public static final TorchDevice CPU = new TorchDevice("cpu", 0);

    /** Checks the type. */
    public TorchDevice {
        if (!"cpu".equals(type) && !"cuda".equals(type)) {
            throw new IllegalArgumentException(
                    "Unknown device type '" + type + "': cpu or cuda would be right.");
        }
        if (index < 0) {
            throw new IllegalArgumentException("Device index is negative: " + index);
        }
    }

    /** Reads {@code cpu}, {@code cuda} or {@code cuda:1}. */
    public static TorchDevice parse(String text) {
        String t = text.trim().toLowerCase(Locale.ROOT);
        int colon = t.indexOf(':');
        try {
            return colon < 0
                    ? new TorchDevice(t, 0)
                    : new TorchDevice(
                            t.substring(0, colon), Integer.parseInt(t.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Not a device: '" + text + "'. Right would be cpu, cuda or cuda:1.", e);
        }
    }

    /** Whether this is the processor. */
    public boolean isCpu() {
        return "cpu".equals(type);
    }

    /** The same device in DJL's terms. */
    public Device toDjl() {
        return isCpu() ? Device.cpu() : Device.gpu(index);
    }

    @Override
    public String toString() {
        return isCpu() ? "cpu" : "cuda:" + index;
    }
}
