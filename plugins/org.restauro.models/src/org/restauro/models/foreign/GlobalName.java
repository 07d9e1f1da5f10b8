// SPDX-License-Identifier: GPL-3.0-or-later
package org.restauro.models.foreign;

/** The name of a Python class or function. It is never looked up. */
final class GlobalName {
    private final String module;
    private final String name;

    GlobalName(String module, String name) {
        this.module = module;
        this.name = name;
    }

    String module() {
        return module;
    }

    String name() {
        return name;
    }

    String qualified() {
        return module + "." + name;
    }
}
