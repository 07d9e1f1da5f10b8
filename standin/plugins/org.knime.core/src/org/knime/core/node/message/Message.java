// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.message;

import java.util.List;
import java.util.Objects;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** A summary of what happened, with issues and what the user can do about them. */
public final class Message {
    private final String summary;
    private final List<String> issues;
    private final List<String> resolutions;

    Message(String summary, List<String> issues, List<String> resolutions) {
        this.summary = Objects.requireNonNull(summary, "A message needs a summary");
        this.issues = List.copyOf(issues);
        this.resolutions = List.copyOf(resolutions);
    }

    public String getSummary() {
        return summary;
    }

    public List<String> getResolutions() {
        return resolutions;
    }

    public String toLogPrintable() {
        StringBuilder text = new StringBuilder(summary);
        issues.forEach(issue -> text.append("\n  ").append(issue));
        resolutions.forEach(resolution -> text.append("\n  * ").append(resolution));
        return text.toString();
    }

    public InvalidSettingsException toInvalidSettingsException() {
        return new InvalidSettingsException(summary);
    }

    public InvalidSettingsException toInvalidSettingsException(Throwable cause) {
        return new InvalidSettingsException(summary, cause);
    }

    public KNIMEException toKNIMEException() {
        return KNIMEException.of(this);
    }

    public KNIMEException toKNIMEException(Throwable cause) {
        return KNIMEException.of(this, cause);
    }

    public static String getSummaryFrom(Message message) {
        return message == null ? null : message.summary;
    }

    public static MessageBuilder builder() {
        return new MessageBuilder();
    }

    public MessageBuilder modify() {
        return new MessageBuilder(summary, issues, resolutions);
    }

    public static Message fromSummary(String summary) {
        return new Message(summary, List.of(), List.of());
    }

    public static Message fromSummaryWithResolution(String summary, String... resolutions) {
        return new Message(summary, List.of(), List.of(resolutions));
    }

    public static Message fromRowIssue(
            String summary, int port, long rowIndex, int column, String description) {
        return builder()
                .withSummary(summary)
                .addRowIssue(port, column, rowIndex, description)
                .build()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return summary;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message
                && ((Message) other).summary.equals(summary)
                && ((Message) other).issues.equals(issues)
                && ((Message) other).resolutions.equals(resolutions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(summary, issues, resolutions);
    }
}
