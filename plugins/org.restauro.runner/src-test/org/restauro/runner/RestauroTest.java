// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RestauroTest {
    private String out;
    private String err;

    private int run(String... args) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(outText));
        line.setErr(new PrintWriter(errText));
        int status = line.execute(args);
        out = outText.toString();
        err = errText.toString();
        return status;
    }

    @Test
    void tells_its_version_which_is_the_projects() throws IOException {
        assertThat(run("--version")).isZero();
        assertThat(out).matches("restauro \\d+\\.\\d+\\.\\d+ \\(Java \\d+\\)\\s*");
        Path pom = Path.of(System.getProperty("restauro.root", "../..")).resolve("pom.xml");
        Assumptions.assumeTrue(Files.isRegularFile(pom), "no pom.xml at " + pom);
        String version = out.split(" ")[1];
        assertThat(Files.readString(pom)).contains("<version>" + version + "-SNAPSHOT</version>");
    }

    @Test
    void every_command_explains_itself() {
        CommandLine line = Restauro.commandLine();
        assertThat(line.getSubcommands()).containsKeys("inpaint", "masks", "inspect", "bench");
        for (String name : line.getSubcommands().keySet()) {
            assertThat(run(name, "--help")).as(name).isZero();
            assertThat(out).contains("Usage: restauro " + name);
        }
    }

    @Test
    void without_a_command_it_shows_the_commands() {
        assertThat(run()).isEqualTo(Restauro.WRONG_USAGE);
        assertThat(err).contains("Commands:").contains("inpaint");
    }
}
