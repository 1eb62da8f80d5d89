export type ThemeName = "system" | "light" | "dark";
export const themeNames: readonly ThemeName[] = ["system", "light", "dark"];

const KEY = "tessera.theme";

/** The theme of this browser. `app.html` sets it before the first paint; this changes it. */
class Theme {
  #name = $state<ThemeName>(stored());

  get name(): ThemeName {
    return this.#name;
  }

  set(name: ThemeName): void {
    this.#name = name;
    if (name === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = name;
    try {
      if (name === "system") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, name);
    } catch {
      // It lasts until the page is closed.
    }
  }
}

function stored(): ThemeName {
  if (typeof document === "undefined") return "system"; // the build looks at modules outside a browser
  const set = document.documentElement.dataset["theme"];
  return set === "light" || set === "dark" ? set : "system";
}

export const theme = new Theme();
