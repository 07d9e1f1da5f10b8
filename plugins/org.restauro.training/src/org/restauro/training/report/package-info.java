// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What a training run tells while it goes on: a log, a page, pictures, scores on held-out images.
 *
 * <p>Start at {@link org.restauro.training.report.TrainingLog}, a controller that averages what the
 * losses report into {@link org.restauro.training.report.TickRow}s and hands them to {@link
 * org.restauro.training.report.TickListener}s: {@link org.restauro.training.report.HtmlReport}
 * writes a page, {@link org.restauro.training.report.ProgressLine} a line of text, {@link
 * org.restauro.training.report.EarlyStop} ends the run. {@link
 * org.restauro.training.report.Evaluation} restores {@link org.restauro.training.report.HeldOut}
 * samples, scores them and lets {@link org.restauro.training.report.SampleGrid} draw them.
 *
 * <p>Uses the training engine and images; knows no family of networks.
 */
package org.restauro.training.report;
