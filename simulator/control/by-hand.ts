import { APP_FIELDS, CREATOR_FIELDS, type Field } from "./fields";

/** Turns a form of the control page into what the control API takes as JSON at the same path. */
export function bodyFromForm(path: string, form: URLSearchParams): Record<string, unknown> {
  if (path === "/clock") return { advanceMs: Number(form.get("advanceMs")) };
  if (path === "/app") return { ...readFields(form, APP_FIELDS), scopes: form.getAll("scopes") };
  if (path === "/faults") return readFault(form);
  if (/^\/creators\/[\w.]+$/.test(path)) return readFields(form, CREATOR_FIELDS);
  return {};
}

function readFields(form: URLSearchParams, fields: readonly Field<string>[]): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((field) => readField(form, field)));
}

function readField(form: URLSearchParams, field: Field<string>): [string, unknown][] {
  const text = form.get(field.key);
  switch (field.kind) {
    case "switch":
      return [[field.key, text !== null]];
    case "number":
      if (text) return [[field.key, Number(text)]];
      return field.optional ? [[field.key, null]] : [];
    case "choice":
      return [[field.key, field.options.find((option) => String(option) === text)]];
    default:
      return field satisfies never;
  }
}

function readFault(form: URLSearchParams): Record<string, unknown> {
  const body: Record<string, unknown> = { preset: form.get("preset") };
  if (form.get("creator")) body.creator = form.get("creator");
  for (const name of ["times", "skip", "chunk"]) if (form.get(name)) body[name] = Number(form.get(name));
  return body;
}
