// SPDX-License-Identifier: GPL-3.0-or-later
/** Configuration trees that also hold data types, cells and row keys. */
package org.knime.core.node.config;
