// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Starts PyTorch and hands out its memory managers: the only way into DJL.
 *
 * <p>The libraries are looked for in this order: the folder that {@code PYTORCH_LIBRARY_PATH}
 * (system property or environment) names; the native fragment of this bundle inside OSGi; the jar
 * {@code pytorch-native-cpu} on the class path. {@code PYTORCH_FLAVOR} ({@code cpu} unless set,
 * e.g. {@code cu128}) says what kind they are. Nothing is downloaded and nothing is reported
 * anywhere.
 *
 * <p>All methods are safe to call from any thread; each starts the engine where needed.
 */
public final class Torch {
    private static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";
    private static final String FLAVOR = "PYTORCH_FLAVOR";

    /** Where DJL keeps the class-path natives and says what they are. */
    private static final String BUNDLED_NATIVES = "native/lib/pytorch.properties";

    private static final Set<NDManager> MANAGERS = ConcurrentHashMap.newKeySet();
    private static volatile Engine engine;
    private static NativesMissingException failure;
    private static volatile int defaultThreads;

    private Torch() {}

    /**
     * Starts the engine; further calls return at once.
     *
     * @throws NativesMissingException if the native libraries are missing or cannot be loaded
     */
    public static void start() {
        if (engine == null) {
            startOnce();
        }
    }

    private static synchronized void startOnce() {
        if (engine != null) {
            return;
        }
        if (failure != null) {
            // libraries are loaded in static initialisers: a second try in the same JVM cannot work
            throw failure;
        }
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("OPT_OUT_TRACKING", "true");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            locateNatives();
            OpenMpWaiting.sleep();
            // DJL finds engines and resources through the context class loader
            thread.setContextClassLoader(Torch.class.getClassLoader());
            Engine started = Engine.getEngine("PyTorch");
            defaultThreads = JniUtils.getNumThreads();
            NativeWork.holdUpShutdown();
            engine = started;
        } catch (NativesMissingException e) {
            failure = e;
            throw e;
        } catch (RuntimeException | LinkageError e) {
            failure = new NativesMissingException(missing("could not be loaded: " + e), e);
            throw failure;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void locateNatives() {
        Optional<String> chosen = setting(LIBRARY_PATH);
        if (chosen.isPresent()) {
            Path library = Path.of(chosen.get(), System.mapLibraryName("torch"));
            if (!Files.exists(library)) {
                throw new NativesMissingException(
                        missing(
                                "were not found: "
                                        + LIBRARY_PATH
                                        + " names a folder without "
                                        + library),
                        null);
            }
        } else {
            Optional<Path> fragment = OsgiNatives.folder(Torch.class);
            if (fragment.isPresent()) {
                System.setProperty(LIBRARY_PATH, fragment.get().toString());
            } else if (Torch.class.getClassLoader().getResource(BUNDLED_NATIVES) == null) {
                throw new NativesMissingException(missing("were not found"), null);
            }
        }
        if (setting(FLAVOR).isEmpty()) {
            // without it DJL asks for a flavour that its jar does not hold
            System.setProperty(FLAVOR, "cpu");
        }
    }

    private static String missing(String what) {
        String platform = platform();
        return "PyTorch's native libraries for "
                + platform
                + " "
                + what
                + ". Install the fragment org.restauro.engine.native for "
                + platform
                + " (in KNIME it comes with the Restauro feature), or put the jar"
                + " pytorch-native-cpu 2.7.1 with classifier "
                + platform
                + " on the class path, or let the system property "
                + LIBRARY_PATH
                + " name a folder with libtorch 2.7.1. Supported: linux-x86_64, linux-aarch64,"
                + " win-x86_64, osx-aarch64.";
    }

    /** Operating system and processor in the spelling of the native jars, e.g. linux-x86_64. */
    static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String system = os.startsWith("win") ? "win" : os.startsWith("mac") ? "osx" : "linux";
        String processor = "amd64".equals(arch) || "x86_64".equals(arch) ? "x86_64" : arch;
        return system + "-" + ("arm64".equals(processor) ? "aarch64" : processor);
    }

    /** Devices that can be used: the CPU, and each GPU where a CUDA build of PyTorch was chosen. */
    public static List<TorchDevice> devices() {
        start();
        List<TorchDevice> devices = new ArrayList<>();
        devices.add(TorchDevice.CPU);
        boolean cuda = setting(FLAVOR).orElse("cpu").startsWith("cu");
        int count = cuda ? engine.getGpuCount() : 0;
        for (int i = 0; i < count; i++) {
            devices.add(new TorchDevice("cuda", i));
        }
        return List.copyOf(devices);
    }

    /** Flavour of the native libraries, e.g. {@code cpu} or {@code cu128}. */
    public static String flavor() {
        start();
        return setting(FLAVOR).orElse("cpu");
    }

    /** Version of PyTorch. */
    public static String version() {
        start();
        return engine.getVersion();
    }

    /**
     * A new owner of native memory on a device; everything created through it dies when it is
     * closed.
     */
    public static NDManager newManager(TorchDevice device) {
        start();
        if (!device.isCpu() && !devices().contains(device)) {
            throw new IllegalArgumentException(
                    "Device " + device + " is not there: " + devices() + " are.");
        }
        NDManager manager = engine.newBaseManager(device.toDjl());
        MANAGERS.removeIf(m -> !m.isOpen());
        MANAGERS.add(manager);
        return manager;
    }

    /**
     * Number of arrays that are owned by managers still open. A loop that ends where it started has
     * lost nothing.
     */
    public static long liveArrays() {
        MANAGERS.removeIf(m -> !m.isOpen());
        return MANAGERS.stream().mapToLong(m -> m.getManagedArrays().size()).sum();
    }

    /**
     * Gives memory of the GPUs back that PyTorch keeps for later although nothing uses it. There is
     * none on a CPU, where this does nothing.
     */
    public static void releaseUnused() {
        if (devices().size() > 1) {
            JniUtils.emptyCudaCache();
        }
    }

    /** Threads that one operation may use; process-wide. */
    public static int threads() {
        start();
        return JniUtils.getNumThreads();
    }

    static void useThreads(int threads) {
        start();
        int wanted = threads > 0 ? threads : defaultThreads;
        if (JniUtils.getNumThreads() != wanted) {
            JniUtils.setNumThreads(wanted);
        }
    }

    private static Optional<String> setting(String name) {
        String value = System.getProperty(name, System.getenv(name));
        return Optional.ofNullable(value).filter(v -> !v.isBlank());
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
