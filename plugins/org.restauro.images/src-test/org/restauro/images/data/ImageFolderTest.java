// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.ImageException;
import org.restauro.images.Seeds;

class ImageFolderTest {
    @Test
    void lists_images_in_the_order_people_number_things(@TempDir Path folder) throws IOException {
        make(folder, "b10.png", "b2.PNG", "a.tiff", "c.txt", ".hidden.png", "sub/d.webp");
        make(folder, ".git/e.png");
        assertThat(names(folder, false)).containsExactly("a.tiff", "b2.PNG", "b10.png");
        assertThat(names(folder, true))
                .containsExactly("a.tiff", "b2.PNG", "b10.png", "sub/d.webp");
    }

    @Test
    void a_link_in_a_circle_does_no_harm(@TempDir Path folder) throws IOException {
        make(folder, "a.png", "sub/b.png");
        Files.createSymbolicLink(folder.resolve("sub/up"), folder);
        Files.createSymbolicLink(folder.resolve("nowhere.png"), folder.resolve("gone.png"));
        assertThat(names(folder, true)).containsExactly("a.png", "sub/b.png");
    }

    @Test
    void says_that_there_is_no_such_folder(@TempDir Path folder) {
        assertThatThrownBy(() -> ImageFolder.list(folder.resolve("no"), true))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("no such folder");
    }

    @Test
    void a_single_file_is_a_list_of_one(@TempDir Path folder) throws IOException {
        make(folder, "a.png");
        assertThat(ImageFolder.list(folder.resolve("a.png"), false)).hasSize(1);
    }

    @Test
    void natural_order_is_a_total_order() {
        List<String> sorted =
                List.of("", "1", "01", "2", "10", "A2", "a2", "a10", "a10b", "b", "Ö", "ö");
        List<String> again = new ArrayList<>(sorted);
        Collections.shuffle(again, Seeds.random("order"));
        again.sort(NaturalOrder.INSTANCE);
        for (String a : sorted) {
            for (String b : sorted) {
                int order = NaturalOrder.INSTANCE.compare(a, b);
                assertThat(Integer.signum(order))
                        .isEqualTo(-Integer.signum(NaturalOrder.INSTANCE.compare(b, a)));
                assertThat(order == 0).isEqualTo(a.equals(b));
            }
        }
        assertThat(again.indexOf("a2")).isLessThan(again.indexOf("a10"));
        assertThat(again.indexOf("2")).isLessThan(again.indexOf("10"));
    }

    private static void make(Path folder, String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private static List<String> names(Path folder, boolean recursive) throws ImageException {
        try (Stream<Path> files = ImageFolder.list(folder, recursive).stream()) {
            return files.map(file -> folder.relativize(file).toString()).toList();
        }
    }
}
