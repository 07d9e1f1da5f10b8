// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * One label an image: a class, given as a number from 0 on or as a text, or a vector of numbers.
 * Networks see vectors: a class becomes 1 at its place and 0 elsewhere.
 */
public final class Labels {
    /** No labels: vectors of length 0. */
    public static final Labels NONE = new Labels(new int[0], null, 0, List.of());

    /** More classes than any published data set has; a larger number is a mistake. */
    private static final int MAX_CLASSES = 1 << 20;

    private final int[] classes; // or
    private final float[][] vectors;
    private final int dimension;
    private final List<String> classNames;

    private Labels(int[] classes, float[][] vectors, int dimension, List<String> classNames) {
        this.classes = classes;
        this.vectors = vectors;
        this.dimension = dimension;
        this.classNames = classNames;
    }

    /**
     * Labels that are classes; there are as many classes as the largest number plus 1.
     *
     * @param classes each at least 0
     */
    public static Labels ofClasses(int... classes) {
        if (classes.length == 0) {
            return NONE;
        }
        int largest = 0;
        for (int value : classes) {
            if (value < 0 || value >= MAX_CLASSES) {
                throw new IllegalArgumentException(
                        "A class is a number from 0 to "
                                + (MAX_CLASSES - 1)
                                + ", not "
                                + value
                                + ".");
            }
            largest = Math.max(largest, value);
        }
        return new Labels(classes.clone(), null, largest + 1, List.of());
    }

    /** Labels that are vectors, all of one length. */
    public static Labels ofVectors(List<float[]> vectors) {
        if (vectors.isEmpty()) {
            return NONE;
        }
        int length = vectors.get(0).length;
        for (float[] vector : vectors) {
            if (vector.length != length || length == 0) {
                throw new IllegalArgumentException(
                        String.format(
                                "All label vectors have one length, at least 1; here are %d and"
                                        + " %d.",
                                length, vector.length));
            }
        }
        return new Labels(null, vectors.toArray(float[][]::new), length, List.of());
    }

    /**
     * Labels that are texts. If all are whole numbers from 0 on, these are the classes; otherwise
     * the classes are the different texts in alphabetical order.
     */
    public static Labels ofTexts(List<String> texts) {
        int[] classes = new int[texts.size()];
        boolean numbers = true;
        for (int i = 0; i < classes.length && numbers; i++) {
            numbers = texts.get(i).matches("\\d{1,7}");
            classes[i] = numbers ? Integer.parseInt(texts.get(i)) : 0;
        }
        if (numbers) {
            return ofClasses(classes);
        }
        List<String> names = List.copyOf(new TreeSet<>(texts));
        for (int i = 0; i < classes.length; i++) {
            classes[i] = java.util.Collections.binarySearch(names, texts.get(i));
        }
        return new Labels(classes, null, names.size(), names);
    }

    /** Whether there are no labels. */
    public boolean isEmpty() {
        return dimension == 0;
    }

    /** How many images have a label. */
    public int size() {
        return classes != null ? classes.length : vectors.length;
    }

    /** Length of a label vector: the number of classes for classes, 0 without labels. */
    public int dimension() {
        return dimension;
    }

    /** The texts of the classes, empty if the labels are numbers. */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * The class of an image.
     *
     * @return -1 if there are no labels or they are vectors
     */
    public int classOf(int index) {
        return isEmpty() || classes == null ? -1 : classes[index];
    }

    /** A new vector of {@link #dimension()} numbers: what a conditional network takes. */
    public float[] vector(int index) {
        if (isEmpty()) {
            return new float[0];
        }
        if (vectors != null) {
            return vectors[index].clone();
        }
        float[] vector = new float[dimension];
        vector[classes[index]] = 1;
        return vector;
    }

    /**
     * The same labels for a network with more classes than occur here; vectors end with zeros.
     *
     * @param labels length of the label vectors
     * @throws IllegalArgumentException if they are longer already
     */
    public Labels widened(int labels) {
        if (labels < dimension) {
            throw new IllegalArgumentException(
                    classes == null
                            ? "The labels have "
                                    + dimension
                                    + " values, more than the "
                                    + labels
                                    + " wanted."
                            : "There is a label of the class "
                                    + (dimension - 1)
                                    + "; classes from 0 to "
                                    + (labels - 1)
                                    + " would be right.");
        }
        if (isEmpty() || labels == dimension) {
            return this;
        }
        if (classes != null) {
            return new Labels(classes, null, labels, classNames);
        }
        float[][] longer = new float[vectors.length][];
        Arrays.setAll(longer, i -> Arrays.copyOf(vectors[i], labels));
        return new Labels(null, longer, labels, classNames);
    }

    /** The labels of some of the images; the number of classes stays as it is. */
    public Labels select(int[] indices) {
        if (isEmpty()) {
            return NONE;
        }
        if (classes != null) {
            int[] chosen = Arrays.stream(indices).map(i -> classes[i]).toArray();
            return new Labels(chosen, null, dimension, classNames);
        }
        List<float[]> chosen = new ArrayList<>();
        for (int i : indices) {
            chosen.add(vectors[i]);
        }
        return new Labels(null, chosen.toArray(float[][]::new), dimension, classNames);
    }
}
