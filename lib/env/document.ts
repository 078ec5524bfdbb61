import { VARIABLES, type Variable } from "./variables";

const variables: readonly Variable[] = VARIABLES;

const INTRO = [
  "# Aircheck's settings. None is needed to try it: `npm start` works without this file.",
  "# To change something, copy this file to `.env`, take the `#` away in front of a name and give it a value.",
  "# A variable that is set where Aircheck is started wins over this file.",
];

/** The whole of `.env.example`: every setting with its meaning, its default as a comment. */
export function envExample(): string {
  const parts = variables.map(({ name, fallback, meaning, secret }) => {
    const note = secret ? " Keep it to yourself." : "";
    return `# ${meaning}${note}\n# ${name}=${quoted(fallback)}`;
  });
  return `${[INTRO.join("\n"), ...parts].join("\n\n")}\n`;
}

const quoted = (value: string) => (/[\s<>#]/.test(value) ? `"${value}"` : value);

/** The settings as the README's Markdown table, which stands there between `<!-- settings -->` and `<!-- /settings -->`. */
export function settingsTable(): string {
  const rows = variables.map(({ name, fallback, meaning }) => {
    const usual = fallback ? `\`${fallback}\`` : "";
    return `| \`${name}\` | ${usual} | ${meaning.replaceAll("|", "\\|")} |`;
  });
  return ["| Setting | Default | What it is |", "|---|---|---|", ...rows].join("\n");
}
