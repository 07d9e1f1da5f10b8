// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Settings of long work as a tree: defaults that list every key, presets, files and single values
 * laid over them, each step checked. Start at {@link org.restauro.training.config.SettingsTree}.
 * Knows nothing of what the settings mean.
 */
package org.restauro.training.config;
