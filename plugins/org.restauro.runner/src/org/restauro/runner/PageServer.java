// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.restauro.views.IndexPage;

/**
 * Serves the HTML files of one folder to this machine alone: bound to the loopback address, reads
 * only, and nothing but {@code *.html} that lies in the folder, links resolved. A name other than
 * the loopback's in {@code Host} is refused, so that no page of the web can read along by letting
 * its own name point here.
 */
final class PageServer implements Closeable {
    private static final String SUFFIX = ".html";
    private static final int THREADS = 4;
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int FAILED = 500;

    /** A page says near its beginning which policy it is made for. */
    private static final int POLICY_WITHIN = 16 << 10;

    private static final Pattern POLICY =
            Pattern.compile(
                    "<meta\\s+http-equiv=[\"']?Content-Security-Policy[\"']?\\s+content=\"([^\"]*)\"",
                    Pattern.CASE_INSENSITIVE);

    private static final String NOTHING = "default-src 'none'";

    private final Path folder;
    private final HttpServer server;
    private final ExecutorService workers;
    private final Set<String> hosts;

    /**
     * Starts to serve.
     *
     * @param folder holds the pages
     * @param port the port, 0 for any free one
     * @throws IOException when there is no such folder, no page in it, or the port cannot be had
     */
    PageServer(Path folder, int port) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder + (Files.exists(folder) ? " is not a folder" : ": no such folder"));
        }
        this.folder = folder.toRealPath();
        if (pages().isEmpty()) {
            throw new IOException(
                    folder + " holds no " + SUFFIX + " file; 'restauro run --views' writes views");
        }
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        } catch (BindException e) {
            throw new IOException(
                    "port " + port + " cannot be had (" + e.getMessage() + "); choose another", e);
        }
        String bound = ":" + server.getAddress().getPort();
        hosts = Set.of("localhost" + bound, "127.0.0.1" + bound, "[::1]" + bound);
        workers =
                Executors.newFixedThreadPool(
                        THREADS,
                        task -> {
                            Thread thread = new Thread(task, "restauro-view");
                            thread.setDaemon(true);
                            return thread;
                        });
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The address of the list of pages. */
    String address() {
        InetSocketAddress bound = server.getAddress();
        String host = bound.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[::1]" : host) + ":" + bound.getPort() + "/";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        } catch (IOException | RuntimeException e) {
            if (exchange.getResponseCode() == -1) {
                refuse(exchange, FAILED, "The page cannot be read.");
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
            refuse(exchange, FORBIDDEN, "This is for the machine's own address only.");
            return;
        }
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            refuse(exchange, NOT_ALLOWED, "Only reading is allowed.");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        if (path == null || !path.startsWith("/")) {
            refuse(exchange, NOT_FOUND, "There is no such page.");
            return;
        }
        Path file = find(path.equals("/") ? IndexPage.FILE : path.substring(1));
        if (file != null) {
            send(exchange, file);
        } else if (path.equals("/")) {
            byte[] list = list().getBytes(StandardCharsets.UTF_8);
            head(exchange, "text/html; charset=utf-8", policy(list));
            send(exchange, OK, list);
        } else {
            refuse(exchange, NOT_FOUND, "There is no such page.");
        }
    }

    /** The file a path names, or null: only pages, none hidden, none outside. */
    private Path find(String relative) throws IOException {
        if (!relative.endsWith(SUFFIX) || relative.indexOf('\\') >= 0) {
            return null;
        }
        for (String step : relative.split("/", -1)) {
            if (step.isEmpty() || step.startsWith(".") || step.indexOf(':') >= 0) {
                return null;
            }
        }
        try {
            Path file = folder.resolve(relative);
            if (!Files.isRegularFile(file)) {
                return null;
            }
            Path real = file.toRealPath();
            boolean inside = real.startsWith(folder) && real.toString().endsWith(SUFFIX);
            return inside ? real : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private List<String> pages() throws IOException {
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (find(name) != null) {
                    found.add(name);
                }
            }
        }
        Collections.sort(found);
        return found;
    }

    private String list() throws IOException {
        return IndexPage.html(
                folder.getFileName() == null ? "Views" : folder.getFileName().toString(),
                pages().stream().map(name -> new IndexPage.Entry(name, name, "")).toList());
    }

    private static void send(HttpExchange exchange, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] start = in.readNBytes(POLICY_WITHIN);
            head(exchange, "text/html; charset=utf-8", policy(start));
            long length = Files.size(file);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
                exchange.sendResponseHeaders(OK, -1);
                return;
            }
            exchange.sendResponseHeaders(OK, length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(start);
                in.transferTo(out);
            }
        }
    }

    /** The policy a page is made for; one that allows nothing for a page that names none. */
    private static String policy(byte[] start) {
        Matcher meta = POLICY.matcher(new String(start, StandardCharsets.UTF_8));
        return meta.find() && meta.group(1).matches("[ -~]+")
                ? meta.group(1).replace("&#39;", "'")
                : NOTHING;
    }

    private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
        head(exchange, "text/plain; charset=utf-8", NOTHING);
        send(exchange, status, (why + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void head(HttpExchange exchange, String type, String policy) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", policy + "; frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Cache-Control", "no-store");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
