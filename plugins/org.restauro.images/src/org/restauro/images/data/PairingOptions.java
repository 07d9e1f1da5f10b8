// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.images.data;

import java.util.List;
import java.util.Locale;

/**
 * When two file names belong together. The key of a file is its name without the ending, and
 * without the affixes of its role: with the default, {@code photo_mask.png} belongs to {@code
 * photo.jpg}.
 *
 * @param ignoreCase whether {@code Photo} and {@code photo} are the same
 * @param imageAffixes removed from the start or the end of an image's stem, the longest first
 * @param maskAffixes removed from a mask's stem
 * @param referenceAffixes removed from a reference's stem
 * @param withFolders whether the folders below the listed ones must agree too; otherwise a partner
 *     in the same folder is preferred, but one elsewhere is taken as well
 */
public record PairingOptions(
        boolean ignoreCase,
        List<String> imageAffixes,
        List<String> maskAffixes,
        List<String> referenceAffixes,
        boolean withFolders) {

    public PairingOptions {
        imageAffixes = List.copyOf(imageAffixes);
        maskAffixes = List.copyOf(maskAffixes);
        referenceAffixes = List.copyOf(referenceAffixes);
    }

    /** The usual affixes ({@code _mask}, {@code mask-}, {@code _ref} …), case ignored. */
    public static PairingOptions defaults() {
        return new PairingOptions(
                true,
                List.of("_image", "-image", "_img", "-img", "_damaged", "-damaged", "_input"),
                List.of("_mask", "-mask", ".mask", " mask", "mask_", "mask-", "_holes", "-holes"),
                List.of(
                        "_ref",
                        "-ref",
                        "_reference",
                        "-reference",
                        "ref_",
                        "ref-",
                        "_gt",
                        "-gt",
                        "_original",
                        "-original"),
                false);
    }

    public PairingOptions withIgnoreCase(boolean ignore) {
        return new PairingOptions(ignore, imageAffixes, maskAffixes, referenceAffixes, withFolders);
    }

    public PairingOptions withImageAffixes(List<String> affixes) {
        return new PairingOptions(ignoreCase, affixes, maskAffixes, referenceAffixes, withFolders);
    }

    public PairingOptions withMaskAffixes(List<String> affixes) {
        return new PairingOptions(ignoreCase, imageAffixes, affixes, referenceAffixes, withFolders);
    }

    public PairingOptions withReferenceAffixes(List<String> affixes) {
        return new PairingOptions(ignoreCase, imageAffixes, maskAffixes, affixes, withFolders);
    }

    /** The stem without the longest affix it carries; a stem that is all affix stays. */
    String stripped(String stem, List<String> affixes) {
        String text = ignoreCase ? stem.toLowerCase(Locale.ROOT) : stem;
        String best = text;
        for (String affix : affixes) {
            String wanted = ignoreCase ? affix.toLowerCase(Locale.ROOT) : affix;
            int rest = text.length() - wanted.length();
            if (wanted.isEmpty() || rest < 1 || rest >= best.length()) {
                continue;
            }
            if (text.endsWith(wanted)) {
                best = text.substring(0, rest);
            } else if (text.startsWith(wanted)) {
                best = text.substring(wanted.length());
            }
        }
        return best;
    }
}
