// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.standin.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.knime.core.node.NodeModel;
import org.knime.node.DefaultNode;

/**
 * Each public or protected member of each class that the list of genuine signatures holds must be
 * on the list with the same modifiers, types and exceptions. The list comes from genuine KNIME; its
 * path is the system property {@code signatures}.
 */
class SignatureTest {
    /** Members that differ on purpose. */
    private static final Set<String> DIFFERENT =
            Set.of(
                    // The genuine ones also throw org.apache.xmlbeans.XmlException, not had here.
                    "org.knime.core.node.NodeFactory#createNodeDescription",
                    "org.knime.node.DefaultNodeFactory#createNodeDescription");

    @Test
    void members_are_those_of_genuine_knime() throws Exception {
        Path list = signatures();
        assumeTrue(Files.isRegularFile(list), () -> "skipped: there is no list " + list);
        Map<String, Set<String>> genuine = parse(Files.readAllLines(list));
        Set<String> problems = new TreeSet<>();
        int checked = 0;
        for (Class<?> type : classes()) {
            Set<String> members = genuine.get(type.getName());
            if (members != null) {
                for (String member : members(type)) {
                    checked++;
                    if (!members.contains(member) && !DIFFERENT.contains(id(type, member))) {
                        problems.add(type.getName() + ": " + member);
                    }
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(checked).as("members checked").isGreaterThan(500);
    }

    private static String id(Class<?> type, String member) {
        String name = member.replaceAll("\\(.*", "").replaceAll(".* ", "");
        return type.getName() + "#" + name;
    }

    private static Path signatures() {
        String given = System.getProperty("signatures");
        if (given != null) {
            return Path.of(given);
        }
        Path root = Path.of(System.getProperty("restauro.root", "")).toAbsolutePath();
        while (root != null && !Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        return root == null
                ? Path.of("signatures.txt")
                : root.resolveSibling("shared").resolve("knime/signatures.txt");
    }

    private static Map<String, Set<String>> parse(List<String> lines) {
        Map<String, Set<String>> classes = new HashMap<>();
        Set<String> current = null;
        for (String line : lines) {
            if (line.startsWith("  ") && current != null) {
                current.add(normalise(line));
            } else if (line.endsWith("{")) {
                String name = line.replaceAll("^.*?(class|interface) ([\\w.$]+).*$", "$2");
                current = classes.computeIfAbsent(name, n -> new HashSet<>());
            }
        }
        return classes;
    }

    /** Without generics, modifiers that callers do not see, and spaces. */
    private static String normalise(String line) {
        String text = line.strip().replaceAll(";$", "");
        String before;
        do {
            before = text;
            text = text.replaceAll("<[^<>]*>", "");
        } while (!before.equals(text));
        text = text.replace("...", "[]").replaceAll("\\b(synchronized|default|final) ", "");
        return text.replaceAll("\\s+", " ").replace(", ", ",").strip();
    }

    /** The stand-in's classes of org.knime classes, of both bundles. */
    private static List<Class<?>> classes() throws Exception {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> anchor : List.of(NodeModel.class, DefaultNode.class)) {
            Path place =
                    Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                collect(place, found);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    collect(jar.getPath("/"), found);
                }
            }
        }
        return found;
    }

    private static void collect(Path root, List<Class<?>> found) throws Exception {
        try (Stream<Path> files = Files.walk(root.resolve("org/knime"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name =
                        root.relativize(file)
                                .toString()
                                .replaceAll("\\.class$", "")
                                .replace('/', '.')
                                .replace('\\', '.');
                if (!name.endsWith("package-info")) {
                    found.add(Class.forName(name, false, SignatureTest.class.getClassLoader()));
                }
            }
        }
    }

    private static Set<String> members(Class<?> type) {
        Set<String> all = new TreeSet<>();
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field.getModifiers()) && !field.isSynthetic()) {
                all.add(
                        modifiers(field.getModifiers())
                                + name(field.getGenericType())
                                + " "
                                + field.getName());
            }
        }
        for (Constructor<?> c : type.getDeclaredConstructors()) {
            if (isVisible(c.getModifiers()) && !c.isSynthetic()) {
                all.add(modifiers(c.getModifiers()) + type.getName() + arguments(c));
            }
        }
        for (Method m : type.getDeclaredMethods()) {
            if (isVisible(m.getModifiers()) && !m.isSynthetic() && !m.isBridge()) {
                all.add(
                        modifiers(m.getModifiers())
                                + name(m.getGenericReturnType())
                                + " "
                                + m.getName()
                                + arguments(m));
            }
        }
        all.removeIf(m -> type.isEnum() && (m.contains("valueOf(") || m.contains("values()")));
        return all;
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String modifiers(int m) {
        return (Modifier.isPublic(m) ? "public " : "protected ")
                + (Modifier.isStatic(m) ? "static " : "")
                + (Modifier.isAbstract(m) ? "abstract " : "");
    }

    private static String name(Type type) {
        return normalise(
                type instanceof Class && !((Class<?>) type).isArray()
                        ? ((Class<?>) type).getName()
                        : type.getTypeName());
    }

    private static String arguments(Executable e) {
        String exceptions =
                Arrays.stream(e.getGenericExceptionTypes())
                        .map(SignatureTest::name)
                        .collect(Collectors.joining(","));
        return Arrays.stream(e.getGenericParameterTypes())
                        .map(SignatureTest::name)
                        .collect(Collectors.joining(",", "(", ")"))
                + (exceptions.isEmpty() ? "" : " throws " + exceptions);
    }
}
