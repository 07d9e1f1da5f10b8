// SPDX-License-Identifier: GPL-3.0-or-later
import { computed, ref, watchEffect, type ComputedRef, type Ref } from "vue";

export type ThemeChoice = "auto" | "light" | "dark";
export const THEME_CHOICES: ThemeChoice[] = ["auto", "light", "dark"];

const STORAGE_KEY = "restauro-theme";
const choice = ref<ThemeChoice>(stored());
const systemIsDark = ref(false);
const effective = computed(() =>
  choice.value === "auto" ? (systemIsDark.value ? "dark" : "light") : choice.value,
);
let started = false;

/** The theme of the page: what the user chose, and whether it comes out light or dark. */
export function useTheme(): { choice: Ref<ThemeChoice>; effective: ComputedRef<"light" | "dark"> } {
  if (!started) {
    started = true;
    const query = window.matchMedia("(prefers-color-scheme: dark)");
    systemIsDark.value = query.matches;
    query.addEventListener("change", (event) => (systemIsDark.value = event.matches));
    watchEffect(
      () => {
        document.documentElement.dataset.theme = effective.value;
        store(choice.value);
      },
      { flush: "sync" },
    );
  }
  return { choice, effective };
}

/** The value of a CSS variable of theme.css, such as "--series-1", in the theme shown now. */
export function themeColour(variable: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}

/** The colour of the i-th model or curve, from 0; repeats after eight. */
export function seriesColour(i: number): string {
  return themeColour(`--series-${(i % 8) + 1}`);
}

// A page inside KNIME or opened from a file may be denied storage: then the choice lasts as long as
// the page.
function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(STORAGE_KEY) as ThemeChoice | null;
    return value && THEME_CHOICES.includes(value) ? value : "auto";
  } catch {
    return "auto";
  }
}

function store(value: ThemeChoice): void {
  try {
    localStorage.setItem(STORAGE_KEY, value);
  } catch {
    return;
  }
}
