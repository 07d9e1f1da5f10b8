// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.runner;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.restauro.models.catalog.Catalog;
import org.restauro.models.catalog.CatalogDownload;
import org.restauro.models.catalog.CatalogEntry;
import org.restauro.models.catalog.CatalogException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code restauro catalog}: the public weights and how to get them. */
@Command(
        name = "catalog",
        description = "Lists public weights with source and licence; fetches them on request.",
        subcommands = CatalogCommand.Fetch.class)
final class CatalogCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            description = "Another catalogue than the one that comes with this program.")
    private Path file;

    @Option(
            names = "--family",
            paramLabel = "NAME",
            description = "Lists one kind of network only, such as mat or stylegan2.")
    private String family;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (CatalogEntry entry : wanted()) {
            out.println(entry.id() + " - " + entry.title());
            entry.dataset()
                    .ifPresent(
                            set ->
                                    out.println(
                                            "    data     "
                                                    + set
                                                    + ", "
                                                    + entry.resolution()
                                                    + " pixels"));
            entry.fid().ifPresent(fid -> out.println("    FID      " + fid + " (published)"));
            out.println("    file     " + entry.fileName());
            out.println("    page     " + entry.page());
            out.println("    licence  " + entry.licence() + ", " + entry.licenceUrl());
            out.println("    SHA-256  " + entry.sha256().orElse("not known"));
            entry.md5().ifPresent(md5 -> out.println("    MD5      " + md5));
            out.println("    by hand  " + entry.byHand());
        }
        out.flush();
        return 0;
    }

    private List<CatalogEntry> wanted() throws IOException {
        List<CatalogEntry> all = catalog().entries();
        List<CatalogEntry> some =
                all.stream().filter(e -> family == null || e.family().equals(family)).toList();
        if (some.isEmpty()) {
            throw new CatalogException(
                    "The catalogue has nothing of the family "
                            + family
                            + "; it has "
                            + all.stream().map(CatalogEntry::family).distinct().toList()
                            + ".");
        }
        return some;
    }

    private Catalog catalog() throws IOException {
        return file == null ? Catalog.bundled() : Catalog.read(file);
    }

    /** {@code restauro catalog fetch}: downloads one file. */
    @Command(
            name = "fetch",
            description = "Downloads the file of a catalogue entry, once its licence is accepted.")
    static final class Fetch implements Callable<Integer> {
        private static final long PROGRESS_STEP = 16L << 20;

        @Spec private CommandSpec spec;
        @ParentCommand private CatalogCommand parent;

        @Parameters(paramLabel = "ID", description = "The entry, as 'restauro catalog' lists it.")
        private String id;

        @Option(names = "--accept-licence", description = "Says that you accept the licence.")
        private boolean accepted;

        @Option(
                names = "--to",
                paramLabel = "DIR",
                defaultValue = ".",
                description = "Where to put the file; the current folder by default.")
        private Path folder;

        @Option(
                names = "--sha256",
                paramLabel = "HEX",
                description = "The hash to expect, for entries without a known one.")
        private String sha256;

        @Override
        public Integer call() throws IOException {
            PrintWriter out = spec.commandLine().getOut();
            CatalogEntry entry = parent.catalog().get(id);
            out.println(entry.title());
            out.println("Licence: " + entry.licence() + ", " + entry.licenceUrl());
            out.flush();
            CatalogDownload download = new CatalogDownload(entry, Optional.ofNullable(sha256));
            if (!accepted) {
                PrintWriter err = spec.commandLine().getErr();
                err.println("restauro: read the licence, then add --accept-licence to fetch it.");
                err.flush();
                return Restauro.FAILED;
            }
            long[] shown = {0};
            Path file =
                    download.fetchTo(
                            folder,
                            bytes -> {
                                if (bytes - shown[0] >= PROGRESS_STEP) {
                                    shown[0] = bytes;
                                    out.println((bytes >> 20) + " MiB");
                                    out.flush();
                                }
                            });
            out.println(file + " is complete and verified.");
            out.flush();
            return 0;
        }
    }
}
