// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Marks every node from which a tensor can be reached. Works through an explicit stack in time
 * linear in the file, whatever the nesting, sharing or cycles.
 */
final class TensorSearch {
    private static final class Frame {
        private final PickleNode node;
        private final Members members;
        private int next;
        private boolean found;

        Frame(PickleNode node) {
            this.node = node;
            this.members = node.members();
        }
    }

    private final Deque<Frame> path = new ArrayDeque<>();

    private TensorSearch() {}

    static void mark(PickleNode root) {
        new TensorSearch().search(root);
    }

    private void search(PickleNode root) {
        enter(root);
        while (!path.isEmpty()) {
            Frame frame = path.peek();
            if (frame.next == frame.members.size()) {
                leave();
                continue;
            }
            Object value = frame.members.value(frame.next++);
            if (Members.isTensor(value)) {
                frame.found = true;
            } else if (value instanceof PickleNode node) {
                if (node.search() == PickleNode.Search.UNSEEN) {
                    enter(node);
                } else if (node.search() == PickleNode.Search.WITH_TENSORS) {
                    frame.found = true;
                }
            }
        }
    }

    private void enter(PickleNode node) {
        node.search(PickleNode.Search.UNDER_WAY);
        path.push(new Frame(node));
    }

    private void leave() {
        Frame frame = path.pop();
        frame.node.search(
                frame.found ? PickleNode.Search.WITH_TENSORS : PickleNode.Search.WITHOUT_TENSORS);
        if (frame.found && !path.isEmpty()) {
            path.peek().found = true;
        }
    }
}
