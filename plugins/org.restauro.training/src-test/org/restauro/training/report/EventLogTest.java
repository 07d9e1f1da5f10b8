// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

class EventLogTest {
    @TempDir private Path folder;

    private static TickRow row(long step, double loss) {
        return new TickRow(step, 8 * step, step, 2, Map.of("Loss/G/loss", loss));
    }

    @Test
    void what_is_written_is_what_tensorboard_reads() throws Exception {
        EventLog log = new EventLog(folder);
        log.begin(List.of());
        log.tick(row(10, 1.5));
        log.tick(row(20, 0.25));
        log.ended(null);
        EventLog again = new EventLog(folder);
        again.begin(List.of(row(10, 1.5)));
        again.ended(null);

        List<Path> files = files();
        assertThat(files).hasSize(2);
        List<Event> events = read(files.get(0));
        assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
        assertThat(events).extracting(Event::getStep).containsExactly(0L, 1L, 10L, 20L);
        assertThat(scalars(events.get(3)))
                .contains(
                        entry("Loss/G/loss", 0.25f),
                        entry("Progress/kimg", 0.16f),
                        entry("Progress/images_per_second", 2f));
        Event restart = read(files.get(1)).get(1);
        assertThat(restart.getStep()).isEqualTo(11);
        assertThat(restart.getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static Map<String, Float> scalars(Event event) {
        Map<String, Float> values = new LinkedHashMap<>();
        for (Summary.Value value : event.getSummary().getValueList()) {
            values.put(value.getTag(), value.getSimpleValue());
        }
        return values;
    }

    /** TensorFlow's record format, as its documentation describes it. */
    private static List<Event> read(Path file) throws Exception {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] head = new byte[8];
            in.get(head);
            int length = (int) ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
            assertThat(in.getInt()).isEqualTo(masked(head));
            byte[] data = new byte[length];
            in.get(data);
            assertThat(in.getInt()).isEqualTo(masked(data));
            events.add(Event.parseFrom(data));
        }
        return events;
    }

    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        long value = crc.getValue();
        return (int) ((value >>> 15 | value << 17) + 0xa282ead8L);
    }

    @Test
    void the_first_record_has_the_bytes_that_tensorflow_writes() throws Exception {
        EventLog log = new EventLog(folder);
        log.begin(List.of());
        log.ended(null);

        // a file version and a time: 24 bytes, whose length has this check sum in every such file
        byte[] bytes = Files.readAllBytes(files().get(0));
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(24);
        assertThat(bytes).startsWith(0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22);
    }
}
