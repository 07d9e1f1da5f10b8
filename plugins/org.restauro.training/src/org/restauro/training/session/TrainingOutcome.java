// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.session;

import java.nio.file.Path;
import java.util.List;
import org.restauro.training.report.TickRow;

/**
 * What a run brought.
 *
 * @param model file with the averaged generator
 * @param best file with the average that restored held-out images best; null without evaluation
 * @param images seen in all
 * @param skipped updates that were skipped
 * @param stopReason why the run ended before its time; null if it came to its end
 * @param log its ticks, with those from before a resume
 */
public record TrainingOutcome(
        Path model, Path best, long images, long skipped, String stopReason, List<TickRow> log) {}
