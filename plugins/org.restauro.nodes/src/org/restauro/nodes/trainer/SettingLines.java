// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.trainer;

import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;

/** Settings as a text of lines {@code key: value} or {@code key=value}, for the rarer ones. */
public final class SettingLines {

    static final String MESSAGE =
            "The line \"%s\" of the further settings is no setting. Write a key and a value, as in"
                    + " loss.d_loss_kwargs.r1_gamma=5.";

    private SettingLines() {}

    /**
     * Settings with those of a text laid over them.
     *
     * @param text one setting a line; empty lines and those that begin with # do not count
     * @throws SettingsException for a line that is no setting, or a key that does not exist
     */
    public static SettingsTree over(final SettingsTree tree, final String text) {
        SettingsTree result = tree;
        for (String line : (text == null ? "" : text).split("\\R")) {
            String setting = line.strip();
            if (setting.isEmpty() || setting.startsWith("#")) {
                continue;
            }
            int end = firstOf(setting, '=', ':');
            if (end < 1) {
                throw new SettingsException(MESSAGE.formatted(setting));
            }
            result =
                    result.set(
                            setting.substring(0, end).strip(), setting.substring(end + 1).strip());
        }
        return result;
    }

    private static int firstOf(final String text, final char one, final char other) {
        int a = text.indexOf(one);
        int b = text.indexOf(other);
        return a < 0 ? b : b < 0 ? a : Math.min(a, b);
    }
}
