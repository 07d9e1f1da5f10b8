// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import org.restauro.images.PixelImage;
import org.restauro.images.random.RandomState;

/**
 * Ways from an image of any size to a square one. All give {@code resolution} x {@code resolution}
 * pixels of 8 bits a sample and leave the channels as they are, except that those which compute new
 * pixels drop alpha.
 */
public enum Crops {
    /** MAT's rule for training: a random part; smaller images are continued by reflection first. */
    RANDOM_CROP {
        @Override
        PixelImage apply(PixelImage image, int resolution, RandomState random) {
            return randomCrop(padded(image.to8(), resolution), resolution, random);
        }
    },
    /** MAT's rule for judging: the centre; smaller images are continued by reflection first. */
    CENTRE_CROP {
        @Override
        PixelImage apply(PixelImage image, int resolution, RandomState random) {
            return centreCrop(padded(image.to8(), resolution), resolution);
        }
    },
    /** The shorter side is made to fit, then a random part is taken along the longer one. */
    RESIZE_RANDOM_CROP {
        @Override
        PixelImage apply(PixelImage image, int resolution, RandomState random) {
            return randomCrop(fitted(image, resolution), resolution, random);
        }
    },
    /** The shorter side is made to fit, then the centre is taken. */
    RESIZE_CENTRE_CROP {
        @Override
        PixelImage apply(PixelImage image, int resolution, RandomState random) {
            return centreCrop(fitted(image, resolution), resolution);
        }
    },
    /**
     * A random square whose side lies between the resolution and the shorter side (its logarithm is
     * uniform), made to fit: shows large images at all scales.
     */
    RANDOM_SCALE_CROP {
        @Override
        PixelImage apply(PixelImage image, int resolution, RandomState random) {
            int shorter = Math.min(image.width(), image.height());
            if (shorter <= resolution) {
                return RANDOM_CROP.apply(image.withoutAlpha(), resolution, random);
            }
            double ratio = (double) shorter / resolution;
            int side = (int) Math.round(resolution * Math.pow(ratio, random.nextDouble()));
            return Resampling.LANCZOS.resize(
                    randomCrop(image.withoutAlpha(), side, random), resolution, resolution);
        }
    },
    /** The whole image, squeezed. */
    STRETCH {
        @Override
        PixelImage apply(PixelImage image, int resolution, RandomState random) {
            return Resampling.LANCZOS.resize(image.withoutAlpha(), resolution, resolution);
        }
    },
    /**
     * GenForce's progressive resize, for growing networks: the central square is halved (means of 2
     * x 2 pixels) while it stays large enough, then means of areas make it fit.
     */
    PROGRESSIVE {
        @Override
        PixelImage apply(PixelImage image, int resolution, RandomState random) {
            PixelImage plain = image.withoutAlpha();
            int side = Math.min(plain.width(), plain.height());
            PixelImage square = centreCrop(plain.to8(), side);
            while (side % 2 == 0 && side / 2 >= resolution) {
                side /= 2;
                square = AreaMean.resize(square, side);
            }
            return AreaMean.resize(square, resolution);
        }
    };

    /**
     * The part or form of an image.
     *
     * @param random where the part lies; not used by those without chance
     */
    abstract PixelImage apply(PixelImage image, int resolution, RandomState random);

    /** The part or form of one image; where chance decides, seed 0 does. */
    public PixelImage of(PixelImage image, int resolution) {
        return apply(image, resolution, new RandomState(0));
    }

    /**
     * An image that is at least {@code resolution} in both directions, continued at the right and
     * bottom by mirroring with the border pixel repeated (OpenCV's {@code BORDER_REFLECT}), as
     * often as needed.
     */
    static PixelImage padded(PixelImage image, int resolution) {
        if (image.width() >= resolution && image.height() >= resolution) {
            return image;
        }
        int width = Math.max(image.width(), resolution);
        int height = Math.max(image.height(), resolution);
        int channels = image.channels();
        byte[] from = image.bytes8();
        byte[] out = new byte[width * height * channels];
        for (int y = 0; y < height; y++) {
            int row = reflected(y, image.height()) * image.width();
            for (int x = 0; x < width; x++) {
                int at = (row + reflected(x, image.width())) * channels;
                System.arraycopy(from, at, out, (y * width + x) * channels, channels);
            }
        }
        return PixelImage.of8(width, height, channels, out);
    }

    /** 0 1 2 2 1 0 0 1 2 … */
    private static int reflected(int at, int size) {
        int within = at % (2 * size);
        return within < size ? within : 2 * size - 1 - within;
    }

    private static PixelImage randomCrop(PixelImage image, int side, RandomState random) {
        int x = random.randint(image.width() - side + 1);
        int y = random.randint(image.height() - side + 1);
        return image.crop(x, y, side, side);
    }

    private static PixelImage centreCrop(PixelImage image, int side) {
        return image.crop((image.width() - side) / 2, (image.height() - side) / 2, side, side);
    }

    private static PixelImage fitted(PixelImage image, int resolution) {
        PixelImage plain = image.withoutAlpha();
        double scale = (double) resolution / Math.min(plain.width(), plain.height());
        int width = Math.max(resolution, (int) Math.round(plain.width() * scale));
        int height = Math.max(resolution, (int) Math.round(plain.height() * scale));
        return Resampling.LANCZOS.resize(plain, width, height);
    }
}
