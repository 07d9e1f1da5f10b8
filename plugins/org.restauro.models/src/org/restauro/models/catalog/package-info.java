// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The catalogue of public weights: where they are, under which licence, with which hash. Nothing is
 * fetched unless somebody asks for it.
 *
 * <p>Start with {@link org.restauro.models.catalog.Catalog}. The list is {@code catalog.json}
 * beside it, of which {@code pretrained/catalog.json} is a copy for people. Uses Jackson and the
 * platform's HTTP client; knows nothing of networks.
 */
package org.restauro.models.catalog;
