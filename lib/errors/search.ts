import { anyone, type CatalogRow, type Code, rows } from "./catalog";
import { fill, told } from "./row";

export type Found = {
  /** Codes that stand in the text as whole words, TikTok's own fields first. */
  readonly exact: readonly Code[];
  /** Rows whose words match, best first; without the exact ones. */
  readonly matches: readonly Code[];
  /** Codes that look most like the text; filled only when nothing else was found. */
  readonly nearest: readonly Code[];
};

const NEAREST = 5;
const MATCHES = 20;
/** Pasted logs are long; beyond this nobody's code is found any more. Characters. */
const LONGEST_TEXT = 20_000;

/** Words of English that are also codes: they count only as a whole query or as the value of a field. */
const ordinary = new Set([
  "internal",
  "scope",
  "unknown",
  "fps",
  "risk",
  "500",
  "502",
  "503",
  "504",
  "429",
  "401",
]);

const normal = (text: string) => text.toLowerCase().replace(/\s+/g, " ").trim();

function namesOf(row: CatalogRow): string[] {
  const wire = row.wire.flatMap((key) => {
    const [, ...parts] = key.split(":");
    return parts.length > 1 ? [parts.join(" ")] : parts;
  });
  return [...new Set([row.code, ...row.aliases, ...wire].map(normal))].filter((name) => name !== "5xx");
}

type Name = { readonly code: Code; readonly name: string; readonly pattern: RegExp };

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A name as a whole token: no letter, digit, underscore or inner dot on either side. */
const names: readonly Name[] = rows.flatMap((row) =>
  namesOf(row).map((name) => ({
    code: row.code,
    name,
    pattern: new RegExp(`(?<![\\w-]|\\w\\.)${escaped(name)}(?![\\w-]|\\.\\w)`),
  })),
);

/** Values of the fields in which TikTok names a code, out of JSON, a query string or a log line. */
function fieldValues(text: string): Set<string> {
  const field =
    /"?\b(code|error|error_code|fail_reason|error_type|errcode|reason|event)\b\\?"?\s*[:=]\s*\\?"?([\w.-]+)/g;
  return new Set([...text.matchAll(field)].map((match) => match[2] ?? ""));
}

function exactIn(text: string): Code[] {
  const fields = fieldValues(text);
  const scored = new Map<Code, number>();
  for (const { code, name, pattern } of names) {
    const isField = fields.has(name);
    if (!isField && name !== text && (ordinary.has(name) || !pattern.test(text))) continue;
    const isOwnName = name === code.toLowerCase();
    const score = (name === text ? 1000 : 0) + (isField ? 500 : 0) + (isOwnName ? 200 : 0) + name.length;
    scored.set(code, Math.max(scored.get(code) ?? 0, score));
  }
  return [...scored].sort((a, b) => b[1] - a[1]).map(([code]) => code);
}

const wordsOf = (text: string): string[] => normal(text).match(/[\p{L}\p{N}_]+/gu) ?? [];

const haystacks = rows.map((row) => {
  const say = (text: string) => fill(text, { ...anyone, ...row.sample });
  const [title, summary] = (["creator", "staff"] as const).reduce(
    ([titles, rest], reader) => [
      `${titles} ${say(told(row.title, reader))}`,
      `${rest} ${say(told(row.summary, reader))} ${say(told(row.why, reader))}`,
    ],
    ["", ""],
  );
  return { code: row.code, names: namesOf(row).join(" "), title: normal(title), rest: normal(summary) };
});

const small = new Set([
  "the",
  "a",
  "an",
  "is",
  "to",
  "of",
  "and",
  "in",
  "it",
  "my",
  "for",
  "on",
  "we",
  "was",
  "not",
  "tiktok",
]);

function matchesOf(text: string): Code[] {
  const words = wordsOf(text).filter((word) => word.length > 1 && !small.has(word));
  // A long paste is about its codes, not about its words.
  if (words.length === 0 || words.length > 12) return [];
  const scored = haystacks.map(({ code, names: own, title, rest }) => {
    const scores = words.map((word) =>
      own.includes(word) ? 4 : title.includes(word) ? 3 : rest.includes(word) ? 1 : 0,
    );
    const hits = scores.filter(Boolean).length;
    return {
      code,
      score: hits * 2 >= words.length ? hits * 10 + scores.reduce<number>((sum, one) => sum + one, 0) : 0,
    };
  });
  const found = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  return found.slice(0, MATCHES).map(({ code }) => code);
}

const pairsOf = (text: string) => {
  const letters = text.toLowerCase().replace(/[^a-z0-9]/g, "");
  return new Set(
    Array.from({ length: Math.max(letters.length - 1, 0) }, (_, at) => letters.slice(at, at + 2)),
  );
};

/** Likeness of two words by the pairs of letters that they have in common: 0 to 1. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let both = 0;
  for (const pair of one) if (other.has(pair)) both += 1;
  return (2 * both) / (one.size + other.size);
}

function nearestTo(text: string): Code[] {
  const tokens = text.match(/[a-z][\w.]{3,}/g) ?? [text];
  const asked = [text, ...tokens].map(pairsOf);
  const best = new Map<Code, number>();
  for (const { code, name } of names) {
    const pairs = pairsOf(name);
    const score = Math.max(...asked.map((one) => likeness(one, pairs)));
    best.set(code, Math.max(best.get(code) ?? 0, score));
  }
  const ranked = [...best].sort((a, b) => b[1] - a[1]);
  return ranked.slice(0, NEAREST).map(([code]) => code);
}

/**
 * Searches the catalogue for people: by code, by words, or by a pasted answer or log line, in which codes are found as
 * whole tokens. Nothing is recognised this way (that is `recognise`); it only leads a reader to a page.
 */
export function search(query: string): Found {
  const text = normal(query.slice(0, LONGEST_TEXT));
  if (!text) return { exact: [], matches: [], nearest: [] };
  const exact = exactIn(text);
  // In a pasted answer the codes say it all; words such as "error" and "message" would only add noise.
  const isPasted = exact.length > 0 && /[{}=:]/.test(text);
  const matches = isPasted ? [] : matchesOf(text).filter((code) => !exact.includes(code));
  return { exact, matches, nearest: exact.length || matches.length ? [] : nearestTo(text) };
}

/** The code that goes by this very name: its own, an alias, or TikTok's spelling. Letter case does not matter. */
export function codeNamed(text: string): Code | undefined {
  const asked = normal(text);
  const owns = names.filter(({ name }) => name === asked);
  return (owns.find(({ code, name }) => code === name) ?? owns[0])?.code;
}
