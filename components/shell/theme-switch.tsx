"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { type Theme, themeCookie, themeFrom, themes } from "./theme";

const looks = {
  system: { word: "Like this device", icon: Monitor },
  light: { word: "Light", icon: Sun },
  dark: { word: "Dark", icon: Moon },
} as const;

/** System, light or dark. Kept for a year in a cookie, so that the server renders the right one at once. */
export function ThemeSwitch() {
  const name = useId();
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(themeFrom(document.documentElement.dataset.theme)), []);
  return (
    <fieldset className="inline-flex rounded-md border border-line bg-surface p-0.5">
      <legend className="sr-only">Colours</legend>
      {themes.map((choice) => {
        const { word, icon: Icon } = looks[choice];
        return (
          <label
            key={choice}
            title={word}
            className="relative flex size-7 items-center justify-center rounded-sm text-ink-3 hover:text-ink has-checked:bg-sunken has-checked:text-ink pointer-coarse:size-11 forced-colors:has-checked:outline-2"
          >
            <input
              type="radio"
              name={name}
              aria-label={word}
              checked={theme === choice}
              onChange={() => {
                setTheme(choice);
                applyTheme(choice);
              }}
              className="absolute inset-0 cursor-pointer appearance-none rounded-sm"
            />
            <Icon />
          </label>
        );
      })}
    </fieldset>
  );
}

/** Shows the theme and remembers it. "system" forgets. */
function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  const life = theme === "system" ? 0 : 365 * 24 * 3600;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API exists only under https, and a copy at home may have none
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${life}; samesite=lax`;
}
