// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.model.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.node.CanceledExecutionException;

class WholeFileCopyTest {

    @TempDir Path folder;

    @Test
    void replaces_the_target_by_the_whole_source() throws Exception {
        byte[] bytes = new byte[17 << 20];
        new Random(1).nextBytes(bytes);
        Path source = Files.write(folder.resolve("source"), bytes);
        Path target = Files.writeString(folder.resolve("target"), "old");

        WholeFileCopy.copy(source, target, done -> assertThat(done).isBetween(0.0, 1.0));

        assertThat(target).hasBinaryContent(bytes);
    }

    @Test
    void copies_an_empty_file() throws Exception {
        Path source = Files.createFile(folder.resolve("source"));

        WholeFileCopy.copy(source, folder.resolve("target"), done -> {});

        assertThat(folder.resolve("target")).isEmptyFile();
    }

    @Test
    void leaves_the_target_and_no_rest_when_cancelled() throws IOException {
        Path source = Files.writeString(folder.resolve("source"), "new");
        Path target = Files.writeString(folder.resolve("target"), "old");

        assertThatThrownBy(
                        () ->
                                WholeFileCopy.copy(
                                        source,
                                        target,
                                        done -> {
                                            throw new CanceledExecutionException("stop");
                                        }))
                .isInstanceOf(CanceledExecutionException.class);

        assertThat(target).hasContent("old");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }
}
