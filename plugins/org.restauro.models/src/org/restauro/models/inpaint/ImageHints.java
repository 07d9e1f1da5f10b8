// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.inpaint;

/**
 * What a network may be told about one image besides its pixels, such as pictures of how it looked
 * once. It travels with every piece of the image; only a network that knows its class reads it.
 */
public interface ImageHints {}
