// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

/** A value out of a few, whose domain lists the possible ones. */
public interface NominalValue extends DataValue {}
