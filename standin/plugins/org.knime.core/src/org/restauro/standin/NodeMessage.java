// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin;

/**
 * What a node has to say.
 *
 * @param error whether it is an error, else a warning
 * @param text the message
 */
public record NodeMessage(boolean error, String text) {}
