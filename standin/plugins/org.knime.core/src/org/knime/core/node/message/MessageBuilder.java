// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the parts of a message. */
public final class MessageBuilder {
    private final List<String> issues = new ArrayList<>();
    private final List<String> resolutions = new ArrayList<>();
    private String summary;

    MessageBuilder() {}

    MessageBuilder(String summary, List<String> issues, List<String> resolutions) {
        this.summary = summary;
        this.issues.addAll(issues);
        this.resolutions.addAll(resolutions);
    }

    public Optional<String> getSummary() {
        return Optional.ofNullable(summary);
    }

    public MessageBuilder withSummary(String text) {
        summary = text;
        return this;
    }

    public MessageBuilder addTextIssue(String text) {
        issues.add(text);
        return this;
    }

    public MessageBuilder addRowIssue(int port, int column, long rowIndex, String description) {
        return addTextIssue(
                "Port "
                        + port
                        + ", row "
                        + (rowIndex + 1)
                        + ", column "
                        + column
                        + ": "
                        + description);
    }

    public MessageBuilder addRowIssue(int port, long rowIndex, String description) {
        return addTextIssue("Port " + port + ", row " + (rowIndex + 1) + ": " + description);
    }

    public MessageBuilder addResolutions(String... texts) {
        resolutions.addAll(List.of(texts));
        return this;
    }

    public Optional<String> getFirstIssue() {
        return issues.stream().findFirst();
    }

    public long getIssueCount() {
        return issues.size();
    }

    public Optional<Message> build() {
        return getSummary().map(text -> new Message(text, issues, resolutions));
    }
}
