// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.reference;

import java.util.ArrayList;
import java.util.List;
import org.restauro.models.reference.ReferenceGuidedGenerator;
import org.restauro.training.Controller;
import org.restauro.training.TrainingRun;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.optim.Adam;

/**
 * Which parts of the backbone learn, and from which step on.
 *
 * @param stages in any order
 */
public record Unfreezing(List<Stage> stages) {
    /** Parameters under a path that learn from a step on. */
    public record Stage(String path, long step) {}

    /** Copies the stages. */
    public Unfreezing {
        stages = List.copyOf(stages);
    }

    /**
     * Reads {@code training.unfreeze}: {@code path}, or {@code path@step}.
     *
     * @throws SettingsException if one is something else
     */
    static Unfreezing of(SettingsTree tree) {
        List<Stage> stages = new ArrayList<>();
        for (String text : tree.texts("training.unfreeze")) {
            int at = text.indexOf('@');
            try {
                long step = at < 0 ? 0 : Long.parseLong(text.substring(at + 1).strip());
                stages.add(new Stage((at < 0 ? text : text.substring(0, at)).strip(), step));
            } catch (NumberFormatException e) {
                throw new SettingsException(
                        "training.unfreeze has \""
                                + text
                                + "\"; a path like synthesis.to_style, or synthesis.dec@500 for"
                                + " one from step 500 on, would be right.",
                        e);
            }
        }
        return new Unfreezing(stages);
    }

    /**
     * Checks that there is something under each path.
     *
     * @throws SettingsException naming a path without parameters, and the nearest that has some
     */
    void check(ReferenceGuidedGenerator generator) {
        try {
            stages.forEach(stage -> generator.freezing().under(stage.path()));
        } catch (IllegalArgumentException e) {
            throw new SettingsException("training.unfreeze: " + e.getMessage(), e);
        }
    }

    /** Unfreezes what learned in a step before this one. */
    void before(ReferenceGuidedGenerator generator, long step) {
        stages.stream()
                .filter(s -> s.step() < step || s.step() == 0)
                .forEach(s -> generator.unfreeze(s.path()));
    }

    /** Unfreezes, in the steps where that is to be, and lets the optimizer know. */
    Controller controller(ReferenceGuidedGenerator generator, Adam adam) {
        return new Controller() {
            @Override
            public Priority priority() {
                return Priority.FIRST;
            }

            @Override
            public void beforeStep(TrainingRun run) {
                boolean any = false;
                for (Stage stage : stages) {
                    if (stage.step() > 0 && stage.step() == run.step()) {
                        generator.unfreeze(stage.path());
                        any = true;
                    }
                }
                if (any) {
                    adam.adopt();
                }
            }
        };
    }
}
