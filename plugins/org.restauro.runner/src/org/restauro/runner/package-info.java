// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The {@code restauro} command. Start with {@link org.restauro.runner.Restauro}, the main class,
 * and {@link org.restauro.runner.RestauroCommand}, which lists the subcommands; each of them is one
 * class {@code XCommand} that reads options, calls the layer that does the work, and prints.
 *
 * <p>May use everything below it. Nothing here may load the engine before a subcommand needs it, so
 * that {@code --help} and {@code --version} answer at once.
 */
package org.restauro.runner;
