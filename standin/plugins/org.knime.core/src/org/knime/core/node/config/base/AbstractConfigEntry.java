// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

import java.io.Serializable;
import java.util.Collections;
import java.util.Enumeration;
import javax.swing.tree.TreeNode;

/** One named, typed entry of a configuration; a leaf unless it is a {@link ConfigBase}. */
public abstract class AbstractConfigEntry implements Serializable, TreeNode {
    private static final long serialVersionUID = 1L;

    private final ConfigEntries type;
    private final String key;
    private AbstractConfigEntry parent;

    AbstractConfigEntry(ConfigEntries type, String key) {
        if (key == null) {
            throw new IllegalArgumentException("The key of a configuration entry must not be null");
        }
        this.type = type;
        this.key = key;
    }

    /**
     * The key.
     *
     * @return the key, never null
     */
    public final String getKey() {
        return key;
    }

    /**
     * The type.
     *
     * @return the type, never null
     */
    public final ConfigEntries getType() {
        return type;
    }

    final void setParent(AbstractConfigEntry newParent) {
        parent = newParent;
    }

    /**
     * The value as written to XML, before escaping.
     *
     * @return the value; null for a null string and for a configuration
     */
    public abstract String toStringValue();

    @Override
    public TreeNode getParent() {
        return parent;
    }

    @Override
    public Enumeration<? extends TreeNode> children() {
        return Collections.emptyEnumeration();
    }

    @Override
    public boolean getAllowsChildren() {
        return false;
    }

    @Override
    public TreeNode getChildAt(int index) {
        throw new IndexOutOfBoundsException("A leaf has no child " + index);
    }

    @Override
    public int getChildCount() {
        return 0;
    }

    @Override
    public int getIndex(TreeNode node) {
        return -1;
    }

    @Override
    public boolean isLeaf() {
        return true;
    }
}
