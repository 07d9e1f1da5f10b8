// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PageServerTest {
    private static final String POLICY = "default-src 'none'; script-src 'sha256-abc'";
    private static final String PAGE =
            "<html><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\""
                    + POLICY
                    + "\"><p>壁画</p></html>";

    @TempDir Path temp;

    private Path folder;
    private PageServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void serves_a_folder() throws Exception {
        folder = Files.createDirectory(temp.resolve("views"));
        Files.writeString(folder.resolve("01-view.html"), PAGE);
        Files.writeString(folder.resolve("01-plain page.html"), "<p>no policy</p>");
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(folder.resolve(".hidden.html"), "secret");
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/a.html"), "<p>sub</p>");
        Files.createDirectory(folder.resolve("dir.html"));
        Files.createDirectory(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/a.html"), "secret");
        Files.writeString(temp.resolve("outside.html"), "secret");
        Files.createSymbolicLink(folder.resolve("link.html"), temp.resolve("outside.html"));
        Files.createSymbolicLink(folder.resolve("text.html"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(folder.resolve("up"), temp);
        Files.createSymbolicLink(folder.resolve("again.html"), folder.resolve("01-view.html"));
        server = new PageServer(folder, 0);
    }

    @AfterEach
    void stops() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.address() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Sends bytes as they are and gives the whole answer. */
    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(
                        InetAddress.getLoopbackAddress(), URI.create(server.address()).getPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String host() {
        return URI.create(server.address()).getAuthority();
    }

    @Test
    void pages_come_with_strict_headers() throws Exception {
        assertThat(server.address()).matches("http://127\\.0\\.0\\.1:\\d+/");
        HttpResponse<String> page = get("01-view.html");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEqualTo(PAGE);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValue(POLICY + "; frame-ancestors 'none'");
        assertThat(get("01-plain%20page.html").headers().firstValue("Content-Security-Policy"))
                .hasValue("default-src 'none'; frame-ancestors 'none'");
        assertThat(get("sub/a.html").body()).contains("sub");
        assertThat(get("again.html").body()).isEqualTo(PAGE);
    }

    @Test
    void the_root_is_the_index_or_a_list_of_the_pages() throws Exception {
        assertThat(get("").body())
                .contains("<a href=\"./01-view.html\">", "./01-plain%20page.html")
                .doesNotContain("hidden", "secret", "sub", "link.html", "text.html", "dir.html");
        Files.writeString(folder.resolve("index.html"), "<p>index</p>");
        assertThat(get("").body()).isEqualTo("<p>index</p>");
    }

    @Test
    void nothing_else_is_there() throws Exception {
        for (String path :
                List.of(
                        "secret.txt",
                        ".hidden.html",
                        ".git/a.html",
                        "dir.html",
                        "sub",
                        "sub/",
                        "link.html",
                        "text.html",
                        "up/outside.html",
                        "..%2foutside.html",
                        "%2e%2e/outside.html",
                        "sub/%2e%2e/%2e%2e/outside.html",
                        "..%5coutside.html",
                        "%00.html",
                        "01-view.html%00.txt",
                        "01-view.html/",
                        "01-view.HTML",
                        "/01-view.html",
                        "C:/x.html")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).doesNotContain("secret", "views");
        }
        for (String target :
                List.of("/../outside.html", "//../outside.html", "/sub/../../outside.html", "*")) {
            String answer = raw("GET " + target + " HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
            assertThat(answer).as(target).startsWith("HTTP/1.1 40").doesNotContain("secret");
        }
    }

    @Test
    void only_the_loopback_host_is_answered() throws Exception {
        int port = URI.create(server.address()).getPort();
        for (String host :
                List.of("Host: localhost:" + port, "host: LOCALHOST:" + port, "Host: " + host())) {
            assertThat(raw("GET /01-view.html HTTP/1.1\r\n" + host + "\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
        for (String host :
                List.of(
                        "Host: evil.example:" + port,
                        "Host: 127.0.0.1.evil.example:" + port,
                        "Host: 127.0.0.1",
                        "Host: 127.0.0.1:1",
                        "Host: localhost:" + port + "@evil.example",
                        "Host: 192.168.0.1:" + port,
                        "Host:",
                        "X: y")) {
            assertThat(raw("GET /01-view.html HTTP/1.1\r\n" + host + "\r\n\r\n"))
                    .as(host)
                    .matches("(?s)HTTP/1.1 (400|403).*")
                    .doesNotContain("壁画");
        }
    }

    @Test
    void only_reading_is_allowed() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW")) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(server.address() + "01-view.html"))
                                    .method(method, HttpRequest.BodyPublishers.ofString("x"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(method).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD");
        }
        String head = raw("HEAD /01-view.html HTTP/1.1\r\nHost: " + host() + "\r\n\r\n");
        assertThat(head)
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase(
                        "Content-length: " + PAGE.getBytes(StandardCharsets.UTF_8).length)
                .endsWith("\r\n\r\n");
        assertThat(raw("HEAD /none.html HTTP/1.1\r\nHost: " + host() + "\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .endsWith("\r\n\r\n");
    }

    @Test
    void broken_requests_end_nothing() throws Exception {
        for (String request :
                List.of(
                        "\r\n",
                        "GET\r\n\r\n",
                        "GET /%zz HTTP/1.1\r\nHost: " + host() + "\r\n\r\n",
                        "\u0016\u0003\u0001",
                        "GET /" + "a".repeat(100_000) + ".html HTTP/1.1\r\nHost: x\r\n\r\n")) {
            try {
                assertThat(raw(request)).doesNotStartWith("HTTP/1.1 200");
            } catch (IOException e) {
                // closing the connection is an answer, too
            }
        }
        assertThat(get("01-view.html").statusCode()).isEqualTo(200);
    }

    @Test
    void wrong_folders_and_ports_are_told() throws Exception {
        assertThatThrownBy(() -> new PageServer(temp.resolve("none"), 0))
                .hasMessageEndingWith("none: no such folder");
        assertThatThrownBy(() -> new PageServer(folder.resolve("secret.txt"), 0))
                .hasMessageEndingWith("secret.txt is not a folder");
        Path empty = Files.createDirectory(temp.resolve("empty"));
        assertThatThrownBy(() -> new PageServer(empty, 0))
                .hasMessageContaining("empty holds no .html file");
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> new PageServer(folder, busy.getLocalPort()))
                    .hasMessageContaining("port " + busy.getLocalPort() + " cannot be had");
        }
    }

    @Test
    void the_command_serves_until_it_is_told_to_end() throws Exception {
        StringWriter out = new StringWriter();
        CommandLine line = Restauro.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(new StringWriter()));
        Thread command = new Thread(() -> line.execute("view", folder.toString()));
        command.start();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!out.toString().contains("Ctrl-C") && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        String address = out.toString().replaceAll("(?s).* at (http\\S+) .*", "$1");
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "01-view.html")).build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        command.interrupt();
        command.join(5000);
        assertThat(command.isAlive()).isFalse();
        assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_wrong_port_is_wrong_usage() {
        StringWriter err = new StringWriter();
        CommandLine line = Restauro.commandLine();
        line.setErr(new PrintWriter(err));
        assertThat(line.execute("view", folder.toString(), "--port", "70000"))
                .isEqualTo(Restauro.WRONG_USAGE);
        assertThat(err.toString()).contains("--port must be 0 to 65535, not 70000.");
    }
}
