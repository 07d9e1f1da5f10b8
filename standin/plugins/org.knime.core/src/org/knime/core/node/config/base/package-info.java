// SPDX-License-Identifier: GPL-3.0-or-later
/** Configuration trees without KNIME data types: entries, sub configurations, their XML form. */
package org.knime.core.node.config.base;
