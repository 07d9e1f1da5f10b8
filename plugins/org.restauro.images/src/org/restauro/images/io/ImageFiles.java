// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.io;

import com.twelvemonkeys.imageio.stream.BufferedFileImageInputStreamSpi;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStream;
import org.restauro.images.ImageException;
import org.restauro.images.Mask;
import org.restauro.images.PixelImage;

/**
 * Reads and writes images and masks: the one entry to files.
 *
 * <p>Reading goes by what a file holds, not by its name. All failures are {@link ImageException}s
 * whose message begins with the file's name.
 */
public final class ImageFiles {
    /** Smaller files are read in one go; larger ones through a buffered stream. */
    private static final long IN_MEMORY = 64L << 20;

    private ImageFiles() {}

    /** Reads an image with the default options. */
    public static PixelImage read(Path file) throws ImageException {
        return read(file, ReadOptions.defaults());
    }

    /**
     * Reads an image from a file.
     *
     * @return the upright image in sRGB (unless the options say otherwise), 8 or 16 bits as stored
     * @throws ImageException if it cannot be read; names the file and the cause
     */
    public static PixelImage read(Path file, ReadOptions options) throws ImageException {
        return withStream(file, in -> decode(in, options));
    }

    /**
     * Reads an image from memory, for example from a table cell.
     *
     * @param name what to call it in messages
     */
    public static PixelImage read(byte[] data, String name, ReadOptions options)
            throws ImageException {
        return withStream(data, name, in -> decode(in, options));
    }

    /**
     * Reads what a file's header says; no pixel is decoded, so this is fast for any size. The pixel
     * limit is not applied.
     */
    public static ImageInfo info(Path file) throws ImageException {
        return withStream(file, in -> checked(HeaderReader.read(in)));
    }

    /** Reads what the header of an image in memory says. */
    public static ImageInfo info(byte[] data, String name) throws ImageException {
        return withStream(data, name, in -> checked(HeaderReader.read(in)));
    }

    /**
     * Reads a mask: 255 known, 0 hole. Colour profiles are ignored, orientation is applied.
     *
     * @param reading what marks the holes in the file
     */
    public static Mask readMask(Path file, MaskReading reading, ReadOptions options)
            throws ImageException {
        return reading.toMask(read(file, options.withSrgb(false)), nameOf(file));
    }

    /** Reads a mask with the default options. */
    public static Mask readMask(Path file, MaskReading reading) throws ImageException {
        return readMask(file, reading, ReadOptions.defaults());
    }

    /** Reads a mask from memory. */
    public static Mask readMask(byte[] data, String name, MaskReading reading, ReadOptions options)
            throws ImageException {
        return reading.toMask(read(data, name, options.withSrgb(false)), name);
    }

    /**
     * Writes an image to a file: first to a temporary file beside it, which then takes its name in
     * one step, so that nobody ever sees half a file.
     *
     * @return false if the file was there and the options say to skip it
     * @throws ImageException if the file was there and the options say to fail, or writing failed
     */
    public static boolean write(PixelImage image, Path file, WriteOptions options)
            throws ImageException {
        ImageFormat format = formatFor(file, options);
        return SafeWriter.write(
                file, options.existing(), out -> encode(image, out, format, options));
    }

    /** Writes an image to a stream, which stays open; the options name the format. */
    public static void write(PixelImage image, OutputStream out, WriteOptions options)
            throws IOException {
        if (options.format() == null) {
            throw new IllegalArgumentException("Name the format to write: PNG, JPEG or TIFF.");
        }
        encode(image, out, options.format(), options);
        out.flush();
    }

    /** The file of an image, in memory; the options name the format. */
    public static byte[] toBytes(PixelImage image, WriteOptions options) {
        if (options.format() == null) {
            throw new IllegalArgumentException("Name the format to write: PNG, JPEG or TIFF.");
        }
        ByteSink sink = new ByteSink((int) Math.min(1 << 24, 1024 + image.pixels()));
        try {
            encode(image, sink, options.format(), options);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed: " + e.getMessage(), e);
        }
        return sink.toByteArray();
    }

    /** The PNG file of an image, in memory. */
    public static byte[] toPng(PixelImage image) {
        return toBytes(image, WriteOptions.defaults().withFormat(ImageFormat.PNG));
    }

    /** The PNG file of a mask, in memory: known white, holes black. */
    public static byte[] toPng(Mask mask) {
        return toPng(mask.toImage());
    }

    private static void encode(
            PixelImage image, OutputStream out, ImageFormat format, WriteOptions options)
            throws IOException {
        switch (format) {
            case PNG -> PngEncoder.write(image, out, options.compression());
            case JPEG -> JpegEncoder.write(image, out, options.quality());
            case TIFF -> TiffEncoder.write(image, out, options.compression());
            default ->
                    throw new IllegalArgumentException(
                            format + " files cannot be written; choose PNG, JPEG or TIFF.");
        }
    }

    private static ImageFormat formatFor(Path file, WriteOptions options) throws ImageException {
        if (options.format() != null) {
            return options.format();
        }
        String name = nameOf(file);
        return ImageFormat.ofFileName(name)
                .filter(ImageFormat::isWritable)
                .orElseThrow(
                        () ->
                                new ImageException(
                                        name
                                                + ": the name does not say which format to write;"
                                                + " end it with .png, .jpg or .tif."));
    }

    private static PixelImage decode(ImageInputStream in, ReadOptions options) throws IOException {
        ImageInfo info = checked(HeaderReader.read(in));
        checkSize(info, options);
        PixelImage image = Decoder.decode(in, info, options);
        if (options.convertToSrgb()) {
            image = ColourProfile.toSrgb(image, info.profile());
        }
        return options.applyOrientation() ? Orientation.upright(image, info.orientation()) : image;
    }

    private static ImageInfo checked(ImageInfo info) throws ImageException {
        if (info.storedWidth() < 1 || info.storedHeight() < 1) {
            throw new ImageException(
                    String.format(
                            "the header claims an image of %d x %d pixels",
                            info.storedWidth(), info.storedHeight()));
        }
        return info;
    }

    private static void checkSize(ImageInfo info, ReadOptions options) throws ImageException {
        long pixels = (long) info.storedWidth() * info.storedHeight();
        if (pixels > options.maxPixels()) {
            throw new ImageException(
                    String.format(
                            "the image has %d x %d pixels (%.1f megapixels), more than the limit of"
                                    + " %.1f; raise the pixel limit if this is wanted",
                            info.storedWidth(),
                            info.storedHeight(),
                            pixels / 1e6,
                            options.maxPixels() / 1e6));
        }
        int bytes = info.depth() > 8 ? 2 : 1;
        int channels = Math.max(info.channels(), 3);
        if (pixels * channels > Integer.MAX_VALUE - 8) {
            throw new ImageException(
                    String.format(
                            "the image has %d x %d pixels, more than one image can hold",
                            info.storedWidth(), info.storedHeight()));
        }
        long needed = pixels * channels * bytes * 2;
        long limit = Runtime.getRuntime().maxMemory();
        if (needed > limit) {
            throw new ImageException(
                    String.format(
                            "the image of %d x %d pixels needs about %d MB of memory, Java may use"
                                    + " %d MB (option -Xmx)",
                            info.storedWidth(), info.storedHeight(), needed >> 20, limit >> 20));
        }
    }

    private interface Work<T> {
        T with(ImageInputStream in) throws IOException;
    }

    private static <T> T withStream(Path file, Work<T> work) throws ImageException {
        String name = nameOf(file);
        return guarded(
                name,
                () -> {
                    if (!Files.exists(file)) {
                        throw new ImageException("there is no such file");
                    }
                    if (!Files.isRegularFile(file)) {
                        throw new ImageException("this is not a file but a folder or a device");
                    }
                    boolean small = Files.size(file) <= IN_MEMORY;
                    if (small || file.getFileSystem() != FileSystems.getDefault()) {
                        try (ImageInputStream in = new MemoryInput(Files.readAllBytes(file))) {
                            return work.with(in);
                        }
                    }
                    try (ImageInputStream in =
                            new BufferedFileImageInputStreamSpi()
                                    .createInputStreamInstance(file.toFile(), false, null)) {
                        return work.with(in);
                    }
                });
    }

    private static <T> T withStream(byte[] data, String name, Work<T> work) throws ImageException {
        return guarded(
                name,
                () -> {
                    try (ImageInputStream in = new MemoryInput(data)) {
                        return work.with(in);
                    }
                });
    }

    private interface Attempt<T> {
        T run() throws IOException;
    }

    /** Decoders throw all sorts of things at broken files: here they become one kind of error. */
    private static <T> T guarded(String name, Attempt<T> attempt) throws ImageException {
        try {
            return attempt.run();
        } catch (ImageException e) {
            throw new ImageException(name + ": " + e.getMessage() + ".", e);
        } catch (OutOfMemoryError e) {
            throw new ImageException(
                    name + ": there is not enough memory to read this image (option -Xmx).", e);
        } catch (AccessDeniedException e) {
            throw new ImageException(name + ": reading this file is not allowed.", e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            String said = e.getMessage();
            boolean useful = e instanceof IOException && said != null && !said.isBlank();
            throw new ImageException(
                    name
                            + ": the file is broken or truncated"
                            + (useful ? " (" + said.trim() + ")." : "."),
                    e);
        }
    }

    private static String nameOf(Path file) {
        return file.toString();
    }
}
