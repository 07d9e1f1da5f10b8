// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

/**
 * A value that holds others. Equality is identity: a file may hold cycles and very deep nesting, so
 * nothing here may look into its members to compare, hash or print itself.
 */
abstract class PickleNode {
    /** What the search for tensors knows of this node. */
    enum Search {
        UNSEEN,
        UNDER_WAY,
        WITHOUT_TENSORS,
        WITH_TENSORS
    }

    private Search search = Search.UNSEEN;
    private boolean onPath;
    private Members members;

    Search search() {
        return search;
    }

    void search(Search state) {
        search = state;
    }

    /** What can name tensors in here; found once, when the whole file is read. */
    Members members() {
        if (members == null) {
            members = Members.of(this);
        }
        return members;
    }

    /** Whether the walk over names is inside this node just now. */
    boolean onPath() {
        return onPath;
    }

    void onPath(boolean inside) {
        onPath = inside;
    }
}
