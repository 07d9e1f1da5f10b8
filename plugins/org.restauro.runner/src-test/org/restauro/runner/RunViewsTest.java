// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.runner.workflow.ToyViews;
import org.restauro.runner.workflow.ToyWorkflows;
import picocli.CommandLine;

class RunViewsTest {
    @TempDir Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Path workflow, Path views, String... more) {
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] arguments = new String[4 + more.length];
        arguments[0] = "run";
        arguments[1] = workflow.toString();
        arguments[2] = "--views";
        arguments[3] = views.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return line.execute(arguments);
    }

    private static String base64(String text) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(text.getBytes());
    }

    @Test
    void writes_each_view_that_works_and_warns_of_others() throws Exception {
        Path views = temp.resolve("deep/views");
        int status = run(ToyViews.workflow(temp.resolve("toys")), views);
        assertThat(status).isEqualTo(Restauro.FAILED);
        assertThat(err.toString())
                .contains(
                        "WARNING Bad Data (#2): its view was not written: the view reports an"
                                + " error: no toys")
                .contains("WARNING Bad Pictures (#3): its view was not written:")
                .contains("row 1 is torn");
        assertThat(out.toString())
                .contains("View of Toy / View (#1): " + views.resolve("01-toy-view.html"))
                .contains("View of Toy / View (#4): " + views.resolve("04-toy-view.html"))
                .contains("All views: " + views.resolve("index.html"));
        assertThat(Files.list(views).map(f -> f.getFileName().toString()))
                .containsExactlyInAnyOrder("01-toy-view.html", "04-toy-view.html", "index.html");
        assertThat(views.resolve("01-toy-view.html"))
                .content()
                .contains("Toys \\u003c/script>")
                .contains(
                        "id=\"restauro-thumbnail-1-restored:0\">" + base64("restored:0 of 1 at 1"))
                .contains("id=\"restauro-image-0-restored:0\">" + base64("restored:0 of 0 at 0"))
                .doesNotContain("restauro-image-2");
        assertThat(views.resolve("index.html"))
                .content()
                .contains("<h1>toys</h1>")
                .contains("<a href=\"./01-toy-view.html\">Toys &lt;/script&gt;</a>")
                .contains("Toy / View (#4)");
    }

    @Test
    void a_workflow_without_views_says_so() throws Exception {
        Path views = temp.resolve("views");
        assertThat(run(ToyWorkflows.chain(temp.resolve("chain")), views)).isZero();
        assertThat(out.toString()).contains("No view was written");
        assertThat(views).isEmptyDirectory();
    }

    @Test
    void a_wrong_folder_is_told_before_anything_runs() throws Exception {
        Path workflow = ToyViews.workflow(temp.resolve("toys"));
        Path file = Files.writeString(temp.resolve("file"), "x");
        assertThat(run(workflow, file)).isEqualTo(Restauro.FAILED);
        assertThat(err.toString()).contains("this is a file, not a folder");
        assertThat(run(workflow, file.resolve("below"))).isEqualTo(Restauro.FAILED);
        assertThat(err.toString()).contains("the folder cannot be made");
        Path site = Files.createDirectory(temp.resolve("site"));
        Files.writeString(site.resolve("index.html"), "my own");
        assertThat(run(workflow, site)).isEqualTo(Restauro.FAILED);
        assertThat(err.toString()).contains("it has another index.html, which would be lost");
        assertThat(site.resolve("index.html")).hasContent("my own");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_negative_size_is_wrong_usage() {
        assertThat(run(temp, temp, "--views-megabytes", "-1")).isEqualTo(Restauro.WRONG_USAGE);
        assertThat(err.toString()).contains("--views-megabytes must be 0 or more, not -1.");
    }

    @Test
    void a_second_run_replaces_the_views() throws Exception {
        Path views = temp.resolve("views");
        Path workflow = ToyViews.workflow(temp.resolve("toys"));
        run(workflow, views);
        Files.writeString(views.resolve("01-toy-view.html"), "old");
        run(workflow, views, "--views-megabytes", "0");
        assertThat(views.resolve("01-toy-view.html"))
                .content()
                .doesNotContain("restauro-image")
                .contains("scaled down to at most 192 pixels");
    }
}
