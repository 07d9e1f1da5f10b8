// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.session;

import org.restauro.training.report.TickRow;

/**
 * How far a run is.
 *
 * @param row the last tick
 * @param line the same as a line of text
 * @param share of the run that is done, 0 to 1
 * @param secondsLeft as far as one can tell
 */
public record TrainingProgress(TickRow row, String line, double share, double secondsLeft) {}
