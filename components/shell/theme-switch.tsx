"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect, useState } from "react";
import { type Theme, themeCookie, themeFrom, themes } from "./theme";

const looks = {
  system: { word: "Like this device", icon: Monitor },
  light: { word: "Light", icon: Sun },
  dark: { word: "Dark", icon: Moon },
} as const;

/** System, light or dark. Kept for a year in a cookie, so that the server renders the right one at once. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(themeFrom(document.documentElement.dataset.theme)), []);
  return (
    <RadioGroup
      aria-label="Colours"
      value={theme}
      onValueChange={(next) => {
        const chosen = themeFrom(String(next));
        setTheme(chosen);
        applyTheme(chosen);
      }}
      className="inline-flex rounded-md border border-line bg-surface p-0.5"
    >
      {themes.map((choice) => {
        const { word, icon: Icon } = looks[choice];
        return (
          <Radio.Root
            key={choice}
            value={choice}
            aria-label={word}
            title={word}
            className="flex size-7 items-center justify-center rounded-sm text-ink-3 hover:text-ink data-checked:bg-sunken data-checked:text-ink pointer-coarse:size-11"
          >
            <Icon />
          </Radio.Root>
        );
      })}
    </RadioGroup>
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
