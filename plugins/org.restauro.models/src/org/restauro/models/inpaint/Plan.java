// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

import java.util.List;

/**
 * How one image will be restored.
 *
 * @param policy what is done, never {@link Policy#AUTO}
 * @param explanation one sentence: what was chosen and why
 * @param regions disjoint in what they write; together they write every hole pixel
 */
record Plan(Policy policy, String explanation, List<Region> regions) {
    int forwards() {
        return regions.stream().mapToInt(Region::forwards).sum();
    }
}
