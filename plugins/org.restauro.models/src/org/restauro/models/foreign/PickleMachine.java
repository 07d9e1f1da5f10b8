// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.restauro.engine.weights.WeightFileException;

/**
 * Reads one pickle (protocols 0 to 5) without importing, calling or running anything: names stay
 * names, and what a call means is decided by {@link PickleCalls} from a short list. Opcodes are
 * those of CPython's {@code pickletools}; behaviour at the edges (marks, memo) follows CPython's
 * reader.
 */
final class PickleMachine {
    /** What a persistent id stands for. */
    @FunctionalInterface
    interface PersistentIds {
        Object load(Object id) throws IOException;
    }

    private static final int HIGHEST_PROTOCOL = 5;

    private final PickleCursor in;
    private final PickleCalls calls;
    private final ReadingLimits limits;
    private final PersistentIds ids;
    private final PickleTexts texts;
    private final PickleStack stack = new PickleStack();
    private final Map<Integer, Object> memo = new HashMap<>();

    PickleMachine(PickleCursor in, PickleCalls calls, PersistentIds ids) {
        this.in = in;
        this.calls = calls;
        this.limits = calls.limits();
        this.ids = ids;
        this.texts = new PickleTexts(in, limits);
    }

    /** Runs up to STOP and returns the value left; reads no byte beyond. */
    Object read() throws IOException {
        while (true) {
            limits.operation();
            int code = in.unsignedByte();
            if (code == '.') {
                return stack.pop();
            }
            if (!constant(code) && !container(code) && !memoOrStack(code) && !call(code)) {
                throw new WeightFileException(
                        String.format(
                                "0x%02x at byte %d is not a pickle operation",
                                code, in.position() - 1));
            }
        }
    }

    private boolean constant(int code) throws IOException {
        switch (code) {
            case 'N' -> stack.push(null);
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 'I' -> stack.push(texts.decimal(true));
            case 'J' -> number(in.signedInt());
            case 'K' -> number(in.unsignedByte());
            case 'M' -> number(in.unsignedShort());
            case 'L' -> stack.push(texts.decimal(false));
            case 0x8a -> stack.push(texts.bigInteger(in.unsignedByte()));
            case 0x8b -> stack.push(texts.bigInteger(in.signedInt()));
            case 'F' -> stack.push(texts.decimalDouble());
            case 'G' -> {
                limits.take(ReadingLimits.OBJECT);
                stack.push(in.bigEndianDouble());
            }
            case 'S' -> stack.push(texts.quoted());
            case 'T' -> stack.push(texts.latin1(in.signedInt()));
            case 'U' -> stack.push(texts.latin1(in.unsignedByte()));
            case 'V' -> stack.push(texts.rawUnicodeEscape());
            case 'X' -> stack.push(texts.utf8(in.unsignedInt()));
            case 0x8c -> stack.push(texts.utf8(in.unsignedByte()));
            case 0x8d -> stack.push(texts.utf8(in.signedLong()));
            case 'B' -> bytes(in.unsignedInt());
            case 'C' -> bytes(in.unsignedByte());
            case 0x8e, 0x96 -> bytes(in.signedLong());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int code) throws IOException {
        switch (code) {
            case ')' -> push(PickleList.empty(PickleList.Kind.TUPLE));
            case 't' -> push(list(PickleList.Kind.TUPLE, stack.popToMark()));
            case 0x85, 0x86, 0x87 -> push(list(PickleList.Kind.TUPLE, stack.pop(code - 0x84)));
            case ']' -> push(PickleList.empty(PickleList.Kind.LIST));
            case 'l' -> push(list(PickleList.Kind.LIST, stack.popToMark()));
            case 'a' -> append(stack.pop(1));
            case 'e', 0x90 -> append(stack.popToMark());
            case '}' -> push(new PickleDict());
            case 'd' -> {
                List<Object> entries = stack.popToMark();
                push(new PickleDict());
                setItems(entries);
            }
            case 's' -> setItems(stack.pop(2));
            case 'u' -> setItems(stack.popToMark());
            case 0x8f -> push(PickleList.empty(PickleList.Kind.SET));
            case 0x91 -> push(list(PickleList.Kind.SET, stack.popToMark()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memoOrStack(int code) throws IOException {
        switch (code) {
            case '(' -> stack.mark();
            case '0' -> stack.popOrUnmark();
            case '1' -> stack.popToMark();
            case '2' -> stack.push(stack.peek());
            case 'g' -> recall(texts.memoIndex());
            case 'h' -> recall(in.unsignedByte());
            case 'j' -> recall(in.unsignedInt());
            case 'p' -> remember(texts.memoIndex());
            case 'q' -> remember(in.unsignedByte());
            case 'r' -> remember(in.unsignedInt());
            case 0x94 -> remember(memo.size());
            case 0x80 -> {
                int protocol = in.unsignedByte();
                if (protocol > HIGHEST_PROTOCOL) {
                    throw new WeightFileException("unknown pickle protocol " + protocol);
                }
            }
            case 0x95 -> {
                long length = in.signedLong();
                if (length < 0 || length > in.remaining()) {
                    throw new WeightFileException(
                            "a pickle frame of "
                                    + Long.toUnsignedString(length)
                                    + " bytes, where "
                                    + in.remaining()
                                    + " are left");
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean call(int code) throws IOException {
        switch (code) {
            case 'c' -> push(texts.globalName());
            case 0x93 -> {
                List<Object> names = stack.pop(2);
                push(texts.globalName(names.get(0), names.get(1)));
            }
            case 'R', 0x81 -> {
                List<Object> called = stack.pop(2);
                call(called.get(0), called.get(1));
            }
            case 0x92 -> {
                // keyword arguments never carry anything a checkpoint needs
                List<Object> called = stack.pop(3);
                call(called.get(0), called.get(1));
            }
            case 'b' -> {
                Object state = stack.pop();
                calls.build(stack.peek(), state);
            }
            case 'i' -> {
                GlobalName name = texts.globalName();
                call(name, list(PickleList.Kind.TUPLE, stack.popToMark()));
            }
            case 'o' -> {
                List<Object> called = stack.popToMark();
                if (called.isEmpty()) {
                    throw new WeightFileException("a pickled object without a class");
                }
                List<Object> rest = called.subList(1, called.size());
                call(called.get(0), list(PickleList.Kind.TUPLE, new ArrayList<>(rest)));
            }
            case 'P' -> stack.push(ids.load(texts.shortLine()));
            case 'Q' -> stack.push(ids.load(stack.pop()));
            case 0x82, 0x83, 0x84 ->
                    throw new WeightFileException(
                            "a pickle extension code, which only the program that wrote it"
                                    + " understands");
            case 0x97, 0x98 ->
                    throw new WeightFileException(
                            "a pickle whose data is outside the file (out-of-band buffers)");
            default -> {
                return false;
            }
        }
        return true;
    }

    private void call(Object callable, Object arguments) throws IOException {
        if (!(arguments instanceof PickleList tuple) || !tuple.isTuple()) {
            throw new WeightFileException("a pickled call whose arguments are not a tuple");
        }
        push(calls.call(callable, tuple));
    }

    private void push(Object value) throws WeightFileException {
        limits.take(ReadingLimits.OBJECT);
        stack.push(value);
    }

    private void number(long value) throws WeightFileException {
        limits.take(value >= -128 && value <= 127 ? 0 : Long.BYTES * 2);
        stack.push(value);
    }

    private void bytes(long length) throws WeightFileException {
        push(new RawBytes(in.slice(length)));
    }

    private PickleList list(PickleList.Kind kind, List<Object> items) throws WeightFileException {
        limits.take(Long.BYTES * (long) items.size());
        return new PickleList(kind, items);
    }

    private void append(List<Object> items) throws WeightFileException {
        Object target = stack.peek();
        if (target instanceof PickleList list && !list.isTuple()) {
            limits.take(2L * Long.BYTES * items.size());
            items.forEach(list::add);
        } else if (!(target instanceof PickleRecord)) {
            throw new WeightFileException("a pickle appends to a value that is not a list");
        }
    }

    private void setItems(List<Object> entries) throws IOException {
        if (entries.size() % 2 != 0) {
            throw new WeightFileException("a pickled dictionary has a key without a value");
        }
        Object target = stack.peek();
        if (target instanceof PickleDict dict) {
            limits.take((long) ReadingLimits.ENTRY * entries.size() / 2);
            for (int i = 0; i < entries.size(); i += 2) {
                dict.put(RawBytes.asKey(entries.get(i), limits), entries.get(i + 1));
            }
        } else if (!(target instanceof PickleRecord)) {
            throw new WeightFileException("a pickle sets items of a value that is no dictionary");
        }
    }

    private void recall(long index) throws WeightFileException {
        Object value = index > Integer.MAX_VALUE ? null : memo.get((int) index);
        if (value == null && (index > Integer.MAX_VALUE || !memo.containsKey((int) index))) {
            throw new WeightFileException("the pickle recalls entry " + index + ", never stored");
        }
        stack.push(value);
    }

    private void remember(long index) throws WeightFileException {
        if (index > Integer.MAX_VALUE) {
            throw new WeightFileException("the pickle stores an entry numbered " + index);
        }
        limits.take(ReadingLimits.OBJECT);
        memo.put((int) index, stack.peek());
    }
}
