// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restauro.images.PixelImage;
import org.restauro.images.io.ImageFiles;
import org.restauro.images.source.ImageSource;
import org.restauro.training.config.SettingsException;
import org.restauro.training.config.SettingsTree;
import org.restauro.training.gan.GanPresets;

class PublishedDataTest {
    private static final byte[] IMAGE =
            ImageFiles.toPng(PixelImage.of8(4, 4, 3, new byte[3 * 4 * 4]));

    @TempDir private Path folder;

    private void image(String name) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, IMAGE);
    }

    private SettingsTree settings(Map<String, String> values) {
        SettingsTree tree = GanPresets.defaults();
        for (Map.Entry<String, String> value : values.entrySet()) {
            tree = tree.set(value.getKey(), value.getValue());
        }
        return tree;
    }

    private static ImageSource open(SettingsTree tree, int classes) throws Exception {
        return PublishedData.withClasses(PublishedData.open(tree).training(), classes);
    }

    @Test
    void labels_of_a_list_become_vectors_as_long_as_the_networks_take() throws Exception {
        image("a/1.png");
        image("a/2.png");
        Files.writeString(folder.resolve("train.txt"), "1.png 2\n2.png 0\n");
        ImageSource images =
                open(
                        settings(
                                Map.of(
                                        "data.train.root_dir",
                                        folder.resolve("a").toString(),
                                        "data.train.data_format",
                                        "list",
                                        "data.train.image_list_path",
                                        folder.resolve("train.txt").toString())),
                        4);

        assertThat(images.labels().vector(0)).containsExactly(0, 0, 1, 0);
        assertThat(images.labels().vector(1)).containsExactly(1, 0, 0, 0);
        assertThat(images.size()).isEqualTo(2);
    }

    @Test
    void folders_may_be_classes() throws Exception {
        image("cats/1.png");
        image("dogs/1.png");
        image("dogs/old/2.png");
        ImageSource images =
                open(
                        settings(
                                Map.of(
                                        "data.train.root_dir",
                                        folder.toString(),
                                        "data.train.data_format",
                                        "rdir",
                                        "images.labels",
                                        "folders")),
                        2);

        assertThat(images.labels().classNames()).containsExactly("cats", "dogs");
        assertThat(images.labels().vector(2)).containsExactly(0, 1);
        image("3.png");
        SettingsTree tree = settings(Map.of("data.train.root_dir", folder.toString()));
        assertThatThrownBy(() -> PublishedData.open(tree.set("images.labels", "folders")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("3.png")
                .hasMessageContaining("a folder for each class would be right");
    }

    @Test
    void archives_bring_their_labels() throws Exception {
        Path zip = folder.resolve("set.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream archive = new ZipOutputStream(out)) {
            archive.putNextEntry(new ZipEntry("1.png"));
            archive.write(IMAGE);
            archive.putNextEntry(new ZipEntry("dataset.json"));
            archive.write("{\"labels\": [[\"1.png\", 1]]}".getBytes(StandardCharsets.UTF_8));
        }
        SettingsTree tree = settings(Map.of("data.train.root_dir", zip.toString()));

        assertThat(open(tree, 2).labels().vector(0)).containsExactly(0, 1);
        assertThat(open(tree, 0).labels().isEmpty()).isTrue();
        assertThat(PublishedData.open(tree.set("images.labels", "none")).training().labels().size())
                .isZero();
        assertThatThrownBy(() -> open(tree, 1))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("label_size is 1")
                .hasMessageContaining("a label of the class 1; classes from 0 to 0");
    }

    @Test
    void what_is_missing_is_told() throws Exception {
        image("1.png");
        SettingsTree tree = settings(Map.of("data.train.root_dir", folder.toString()));

        assertThatThrownBy(() -> PublishedData.open(GanPresets.defaults()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("data.train.root_dir is empty");
        assertThatThrownBy(() -> open(tree, 3))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("3 classes (label_size), but the images have no labels");
        assertThatThrownBy(() -> PublishedData.open(tree.set("data.train.data_format", "tar")))
                .hasMessageContaining("one of dir, zip, lmdb, list would be right");
    }
}
