/** What a person may choose. "system" follows the device. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The cookie that keeps the choice, so that the server renders the right theme at once and nothing flashes. */
export const themeCookie = "aircheck-theme";

/** Reads the cookie's value; anything else than a known choice follows the device. */
export function themeFrom(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}
