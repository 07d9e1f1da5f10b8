// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What stands behind the stand-in's copies of KNIME's classes: storage of rows and files, the
 * declarations of plugin.xml files, and nodes outside workflows. Nothing of this exists in genuine
 * KNIME, so nodes must not use it. Start at {@link org.restauro.standin.SingleNode}.
 */
package org.restauro.standin;
