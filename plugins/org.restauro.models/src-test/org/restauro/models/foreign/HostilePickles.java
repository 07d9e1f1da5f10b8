// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Pickles made to do harm. Each would run a command, hang, or take all memory in a naive reader.
 */
final class HostilePickles {
    private static final String COMMAND = "touch PWNED";
    private static final long HUGE = Long.MIN_VALUE;

    private HostilePickles() {}

    private static PickleWriter pickle() {
        return PickleWriter.protocol(4);
    }

    static Map<String, Supplier<byte[]>> errors() {
        Map<String, Supplier<byte[]>> files = new TreeMap<>();
        files.put("empty file", () -> new byte[0]);
        files.put("only a protocol", () -> pickle().bytes());
        files.put("stop on an empty stack", () -> pickle().stop());
        files.put("unknown protocol", () -> PickleWriter.protocol(77).op('N').stop());
        files.put("unknown operation", () -> pickle().op(0xff).stop());
        files.put("BINBYTES8 of 2^63", () -> pickle().op(0x8e).int64(HUGE).stop());
        files.put("BINBYTES8 of 2^62", () -> pickle().op(0x8e).int64(1L << 62).stop());
        files.put("BYTEARRAY8 of -1", () -> pickle().op(0x96).int64(-1).stop());
        files.put("BINUNICODE8 of 2^63", () -> pickle().op(0x8d).int64(HUGE).stop());
        files.put("BINUNICODE of 4 GiB", () -> pickle().op('X').int32(-1).stop());
        files.put("BINBYTES of 4 GiB", () -> pickle().op('B').int32(-1).stop());
        files.put("BINSTRING of -1", () -> pickle().op('T').int32(-1).stop());
        files.put("LONG4 of 2 GiB", () -> pickle().op(0x8b).int32(Integer.MAX_VALUE).stop());
        files.put("LONG4 of -1", () -> pickle().op(0x8b).int32(-1).stop());
        files.put(
                "LONG4 of 1 MiB",
                () -> pickle().op(0x8b).int32(1 << 20).raw(new byte[1 << 20]).stop());
        files.put("LONG of a million digits", () -> pickle().op('L').repeat("9", 1 << 20).stop());
        files.put("INT that is no number", () -> pickle().ascii("Ifoo\n").stop());
        files.put("FLOAT that is no number", () -> pickle().ascii("Ffoo\n").stop());
        files.put("STRING without quotes", () -> pickle().ascii("Sfoo\n").stop());
        files.put("line without end", () -> pickle().op('V').repeat("a", 3 << 20).bytes());
        files.put("FRAME beyond the file", () -> pickle().op(0x95).int64(1 << 20).stop());
        files.put("FRAME of 2^63", () -> pickle().op(0x95).int64(HUGE).stop());
        files.put("GET of nothing", () -> pickle().op('h', 7).stop());
        files.put("LONG_BINGET of 2^32-1", () -> pickle().op('j').int32(-1).stop());
        files.put("LONG_BINPUT of 2^32-1", () -> pickle().op('N', 'r').int32(-1).stop());
        files.put("PUT of a negative index", () -> pickle().op('N').ascii("p-1\n").stop());
        files.put("MEMOIZE of nothing", () -> pickle().op(0x94).stop());
        files.put("POP of nothing", () -> pickle().op('0').stop());
        files.put("TUPLE without mark", () -> pickle().op('N', 't').stop());
        files.put("TUPLE3 of two", () -> pickle().op('N', 'N', 0x87).stop());
        files.put("TUPLE2 across a mark", () -> pickle().op('N', '(', 'N', 0x86).stop());
        files.put("SETITEMS with an odd count", () -> pickle().op('}', '(', 'N', 'u').stop());
        files.put("SETITEM on a list", () -> pickle().op(']', 'N', 'N', 's').stop());
        files.put("APPEND on a tuple", () -> pickle().op(')', 'N', 'a').stop());
        files.put("APPEND on a number", () -> pickle().op('K', 1, 'N', 'a').stop());
        files.put("BUILD on a number", () -> pickle().op('K', 1, '}', 'b').stop());
        files.put("REDUCE without a tuple", () -> pickle().global("a", "b").op('N', 'R').stop());
        files.put("OBJ without a class", () -> pickle().op('(', 'o').stop());
        files.put("STACK_GLOBAL of numbers", () -> pickle().op('K', 1, 'K', 2, 0x93).stop());
        files.put("extension code", () -> pickle().op(0x82, 1).stop());
        files.put("out-of-band buffer", () -> pickle().op(0x97).stop());
        files.put("persistent id in a plain pickle", () -> pickle().op('N', 'Q').stop());
        files.put("text that is not UTF-8", () -> pickle().op(0x8c, 1, 0xff).stop());
        files.put(
                "name of a megabyte",
                () -> pickle().op('c').repeat("a", 1 << 20).ascii("\nb\n").stop());
        files.put("flood of marks", () -> pickle().repeat("(", 2_000_000).stop());
        files.put("flood of dictionaries", () -> pickle().repeat("}", 3_000_000).stop());
        files.put("flood of doubles", () -> pickle().repeat("G00000000", 3_000_000).stop());
        files.put("flood of DUP", () -> pickle().op('N').repeat("2", 2_000_000).stop());
        files.put("flood of MEMOIZE", () -> pickle().op('N').repeat("\u0094", 3_000_000).stop());
        files.put("flood of POP", () -> pickle().repeat("N0", 6_000_000).stop());
        files.put("storage class of odd type", () -> legacyStorage("EvilStorage", 4));
        files.put("storage of negative size", () -> legacyStorage("FloatStorage", -4));
        files.put("storage of 2^62 elements", () -> legacyStorage("FloatStorage", 1L << 62));
        files.put("legacy file without keys", () -> PickleWriter.legacy().op('N', '.').bytes());
        files.put(
                "legacy file with an unknown key",
                () ->
                        PickleWriter.legacy()
                                .op('N', '.', ']')
                                .text("0")
                                .op('a', '.')
                                .int64(0)
                                .bytes());
        files.put("nested storage that is a list", () -> nested(legacyList()));
        files.put("nested storage that is no file", () -> nested(new byte[] {1, 2, 3}));
        files.put("nested storages ten deep", HostilePickles::nestedTenDeep);
        files.put("numpy array with too few bytes", () -> numpy("f8", 1L << 40));
        files.put("numpy array of negative size", () -> numpy("f8", -1));
        files.put("tensor of a storage that is a number", HostilePickles::tensorOfNumber);
        return files;
    }

    static Map<String, Supplier<byte[]>> harmless() {
        Map<String, Supplier<byte[]>> files = new TreeMap<>();
        for (String module : new String[] {"os", "posix", "nt", "builtins", "subprocess"}) {
            files.put(
                    "REDUCE of " + module,
                    () -> pickle().global(module, "system").text(COMMAND).op(0x85, 'R').stop());
        }
        files.put(
                "INST of os.system",
                () -> pickle().op('(').text(COMMAND).ascii("ios\nsystem\n").stop());
        files.put(
                "OBJ of os.system",
                () -> pickle().op('(').global("os", "system").text(COMMAND).op('o').stop());
        files.put(
                "STACK_GLOBAL of os.system",
                () ->
                        pickle().shortText("os")
                                .shortText("system")
                                .op(0x93)
                                .text(COMMAND)
                                .op(0x85, 'R')
                                .stop());
        files.put(
                "NEWOBJ of os.system",
                () -> pickle().global("os", "system").text(COMMAND).op(0x85, 0x81).stop());
        files.put(
                "NEWOBJ_EX of os.system",
                () -> pickle().global("os", "system").text(COMMAND).op(0x85, '}', 0x92).stop());
        files.put(
                "BUILD with __reduce__",
                () ->
                        pickle().global("torch.nn.modules.linear", "Linear")
                                .op(')', 0x81, '}')
                                .text("__reduce__")
                                .global("os", "system")
                                .op('s', 'b')
                                .stop());
        files.put(
                "BUILD with __setstate__",
                () ->
                        pickle().global("a", "B")
                                .op(')', 0x81, '}')
                                .text("__setstate__")
                                .global("os", "system")
                                .op('s', 'b')
                                .text(COMMAND)
                                .op('b')
                                .stop());
        files.put(
                "call of a call",
                () ->
                        pickle().global("builtins", "getattr")
                                .global("os", "path")
                                .text("system")
                                .op(0x86, 'R')
                                .text(COMMAND)
                                .op(0x85, 'R')
                                .stop());
        files.put(
                "_rebuild_from_type_v2 of os.system",
                () ->
                        pickle().global("torch._tensor", "_rebuild_from_type_v2")
                                .op('(')
                                .global("os", "system")
                                .op('N', '(')
                                .text(COMMAND)
                                .op('t', '}')
                                .op('t', 'R')
                                .stop());
        files.put(
                "copyreg._reconstructor of os.system",
                () ->
                        pickle().global("copyreg", "_reconstructor")
                                .op('(')
                                .global("os", "system")
                                .op('N')
                                .text(COMMAND)
                                .op('t', 'R')
                                .stop());
        files.put(
                "OrderedDict of a call",
                () ->
                        pickle().global("collections", "OrderedDict")
                                .global("os", "system")
                                .text(COMMAND)
                                .op(0x85, 'R', 0x85, 'R')
                                .stop());
        files.put("legacy file of protocol 4", () -> legacyTensor(4));
        files.put("legacy file of protocol 0", () -> legacyTensor(0));
        files.put("list that holds itself", () -> pickle().op(']', 0x94, 'h', 0, 'a').stop());
        files.put(
                "dictionary that holds itself",
                () -> pickle().op('}', 0x94).text("a").op('h', 0, 's').stop());
        files.put(
                "lists very deep", () -> pickle().repeat("]", 450_000).repeat("a", 449_999).stop());
        files.put("tuples very deep", () -> pickle().op(')').repeat("\u0085", 1 << 19).stop());
        files.put(
                "deep tuple as a key",
                () -> pickle().op('}', ')').repeat("\u0085", 1 << 19).op('N', 's').stop());
        files.put("billion laughs", HostilePickles::billionLaughs);
        files.put("numpy object array", HostilePickles::numpyObjects);
        files.put("persistent object whose source raises", HostilePickles::persistent);
        files.put("colliding keys", HostilePickles::collidingKeys);
        return files;
    }

    private static byte[] legacyStorage(String type, long elements) {
        return PickleWriter.legacy()
                .op('(')
                .text("storage")
                .global("torch", type)
                .text("0")
                .text("cpu")
                .number(elements)
                .op('N', 't', 'Q', '.', ']')
                .text("0")
                .op('a', '.')
                .int64(elements)
                .raw(new byte[16])
                .bytes();
    }

    /** A bare tensor of four elements, its magic number written as protocol 4 or 0 writes it. */
    private static byte[] legacyTensor(int protocol) {
        byte[] sound = PickleWriter.legacy().bytes();
        PickleWriter file = new PickleWriter();
        if (protocol == 4) {
            file.op(0x80, 4, 0x95).int64(13).raw(Arrays.copyOfRange(sound, 2, 15));
        } else {
            file.ascii("L119547037146038801333356L\n.");
        }
        return file.raw(Arrays.copyOfRange(sound, 15, sound.length))
                .tensor("FloatStorage", "0", 4, 0, new long[] {4}, new long[] {1})
                .op('.', ']')
                .text("0")
                .op('a', '.')
                .int64(4)
                .raw(new byte[16])
                .bytes();
    }

    private static byte[] legacyList() {
        return PickleWriter.legacy().op(']', '.', ']', '.').bytes();
    }

    private static byte[] nested(byte[] inner) {
        return PickleWriter.protocol(3)
                .global("torch.storage", "_load_from_bytes")
                .op('B')
                .int32(inner.length)
                .raw(inner)
                .op(0x85, 'R')
                .stop();
    }

    private static byte[] nestedTenDeep() {
        byte[] inner = legacyList();
        for (int i = 0; i < 10; i++) {
            byte[] call = nested(inner);
            inner = PickleWriter.legacy().raw(call).op(']', '.').bytes();
        }
        return inner;
    }

    private static byte[] numpy(String type, long size) {
        return numpyStart(type)
                .number(size)
                .op(0x85)
                .op('h', 0, 0x89, 'C', 8)
                .int64(0)
                .op('t', 'b')
                .stop();
    }

    private static PickleWriter numpyStart(String type) {
        return PickleWriter.protocol(3)
                .global("numpy", "dtype")
                .text(type)
                .op('K', 0, 'K', 1, 0x87, 'R', 'q', 0, '0')
                .global("numpy.core.multiarray", "_reconstruct")
                .global("numpy", "ndarray")
                .op('K', 0, 0x85, 'C', 1, 'b', 0x87, 'R')
                .op('(', 'K', 1);
    }

    private static byte[] numpyObjects() {
        return numpyStart("O8")
                .number(1)
                .op(0x85)
                .op('h', 0, 0x89)
                .op(']')
                .global("os", "system")
                .text(COMMAND)
                .op(0x85, 'R', 'a')
                .op('t', 'b')
                .stop();
    }

    private static byte[] tensorOfNumber() {
        return pickle().global("torch._utils", "_rebuild_tensor_v2")
                .op('(', 'K', 1, 'K', 0)
                .numbers(1)
                .numbers(1)
                .op('t', 'R')
                .stop();
    }

    /** Sixty levels, each holding the one below ten times: 10^60 paths in a few hundred bytes. */
    private static byte[] billionLaughs() {
        PickleWriter pickle = pickle().op(')', 0x94);
        for (int level = 0; level < 60; level++) {
            pickle.op('(');
            for (int i = 0; i < 10; i++) {
                pickle.op('h', level);
            }
            pickle.op('t', 0x94);
        }
        return pickle.stop();
    }

    private static byte[] persistent() {
        return pickle().global("torch_utils.persistence", "_reconstruct_persistent_obj")
                .op('}', '(')
                .text("type")
                .text("class")
                .text("version")
                .number(6)
                .text("module_src")
                .text("import os; os.system('" + COMMAND + "')")
                .text("class_name")
                .text("Generator")
                .text("state")
                .op('}')
                .op('u', 0x85, 'R')
                .stop();
    }

    /** Keys with one hash: "Aa" and "BB" have the same, and so has every row of them. */
    private static byte[] collidingKeys() {
        PickleWriter pickle = pickle().op('}', '(');
        for (int i = 0; i < 1 << 15; i++) {
            StringBuilder key = new StringBuilder();
            for (int bit = 0; bit < 15; bit++) {
                key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            pickle.text(key.toString()).op('N');
        }
        return pickle.op('u').stop();
    }
}
