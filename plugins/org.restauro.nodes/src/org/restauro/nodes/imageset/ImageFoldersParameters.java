// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.nodes.imageset;

import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.text.TextInputWidget;

/**
 * Where images, masks and references lie and how they are paired: the part that all nodes reading
 * image sets ask for. Field names are keys of saved workflows.
 */
public abstract class ImageFoldersParameters implements NodeParameters {

    /** Which file belongs to which image. */
    public enum PairingChoice {
        /** Files of one stem belong together. */
        @Label(
                value = "Same name",
                description =
                        "A mask belongs to the image of the same name, whatever their endings:"
                                + " street.png or street_mask.png to street.jpg.")
        NAME,
        /** The n-th mask belongs to the n-th image. */
        @Label(
                value = "Same position",
                description =
                        "The first mask belongs to the first image and so on, both sorted by name."
                                + " There must be as many masks as images. The published MAT"
                                + " scripts pair this way.")
        ORDER,
        /** By stem; by position where no stem agrees. */
        @Label(
                value = "Same name, else same position",
                description =
                        "By name; where not a single name agrees and there are as many masks as"
                                + " images, by position, with a warning.")
        NAME_OR_ORDER
    }

    /** What becomes of an image without a partner. */
    public enum UnpairedChoice {
        /** The image stays. */
        @Label(value = "Keep", description = "The image stays, without the missing file.")
        KEEP,
        /** The image is left out. */
        @Label(value = "Skip", description = "The image is left out; a warning counts them.")
        SKIP,
        /** The node fails. */
        @Label(value = "Fail", description = "The node stops and names the image.")
        FAIL
    }

    /** The dialog's first section. */
    @Section(
            title = "Folders",
            description =
                    "Folders are paths on this computer, absolute ones at best. Each can be"
                            + " controlled by a flow variable.")
    public interface FoldersSection {}

    /** The dialog's second section. */
    @Section(title = "Pairing")
    @After(FoldersSection.class)
    public interface PairingSection {}

    @Widget(title = "Image folder", description = "The folder that holds the images.")
    @TextInputWidget(placeholder = "/path/to/images")
    @Layout(FoldersSection.class)
    protected String imageFolder = "";

    @Widget(
            title = "Mask folder",
            description = "The folder that holds the masks; empty if there are none.")
    @TextInputWidget(placeholder = "/path/to/masks")
    @Layout(FoldersSection.class)
    protected String maskFolder = "";

    @Widget(
            title = "Reference folder",
            description =
                    "The folder that holds undamaged images to compare with; empty if there are"
                            + " none.")
    @TextInputWidget(placeholder = "/path/to/references")
    @Layout(FoldersSection.class)
    protected String referenceFolder = "";

    @Widget(
            title = "Include subfolders",
            description =
                    "Whether images in subfolders are read too. Their names then start with the"
                            + " subfolder, as in holiday/beach, and masks and references are"
                            + " looked for in subfolders of the same name first.")
    @Layout(FoldersSection.class)
    protected boolean recursive;

    @Widget(
            title = "Image file pattern",
            description =
                    "Reads only files that match, for example *.jpg: * stands for any text. A"
                            + " pattern with a slash is held against the path below the folder, as"
                            + " in 2024/*.jpg. Empty for all image files.")
    @TextInputWidget(placeholder = "all image files")
    @Layout(FoldersSection.class)
    @Advanced
    protected String imagePattern = "";

    @Widget(
            title = "Mask file pattern",
            description =
                    "As the image file pattern. If masks lie in the folder of the images, files"
                            + " that match are masks and not images, as in *_mask.png.")
    @TextInputWidget(placeholder = "all image files")
    @Layout(FoldersSection.class)
    @Advanced
    protected String maskPattern = "";

    @Widget(
            title = "Reference file pattern",
            description = "As the mask file pattern, for references.")
    @TextInputWidget(placeholder = "all image files")
    @Layout(FoldersSection.class)
    @Advanced
    protected String referencePattern = "";

    @Widget(
            title = "A mask or reference belongs to the image of",
            description = "How masks and references find their images.")
    @RadioButtonsWidget
    @Layout(PairingSection.class)
    protected PairingChoice pairing = PairingChoice.NAME;

    @Widget(
            title = "Images without a partner",
            description = "What becomes of an image for which no mask or no reference was found.")
    @ValueSwitchWidget
    @Layout(PairingSection.class)
    protected UnpairedChoice unpaired = UnpairedChoice.KEEP;

    /** The image folder as the user wrote it. */
    public final String folder() {
        return imageFolder;
    }

    /** Whether masks are looked for. */
    public final boolean hasMasks() {
        return maskFolder != null && !maskFolder.isBlank();
    }

    /** Whether references are looked for. */
    public final boolean hasReferences() {
        return referenceFolder != null && !referenceFolder.isBlank();
    }
}
