// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The web views in a real browser: Debian's chromium, driven through chromedriver. Skipped, saying
 * so, where one of the two is not on the PATH.
 */
package org.restauro.runner.browser;
