import "server-only";
import { z } from "zod";
import { AppError } from "#lib/errors/failure";
import { type Result, refuse } from "#lib/errors/result";
import { log } from "#lib/log/log";
import { isPersonal, may, type Permission, type PersonalRight } from "#lib/workspaces/roles";
import { enterWorkspace } from "#lib/workspaces/scope";
import { type Doorway, ground, type PersonalDoorway, postOffice, publishing } from "./ground";
import { currentPerson } from "./session";

const Addressed = z.object({ workspaceId: z.string().min(1).max(64) });

/** What was asked for, after the gate: who acts where, and what with. */
export type Run<Input, Value> = (scope: Doorway, input: Input) => Promise<Result<Value>>;

type InWorkspace<Schema extends z.ZodType, Value> = {
  input: Schema;
  needs: Permission;
  run: Run<z.output<Schema>, Value>;
};

type ForOneself<Schema extends z.ZodType, Value> = {
  input: Schema;
  needs: PersonalRight;
  run: (doorway: PersonalDoorway, input: z.output<Schema>) => Promise<Result<Value>>;
};

/**
 * The only way to make a server action. Every call goes: who is it → which workspace, and do they belong → may their
 * role → does the input make sense → the verb. A workspace that one does not belong to is *not found*. What people do
 * for themselves alone has no workspace; then the verb looks after what is theirs.
 * @param needs a row of lib/workspaces/roles.ts
 */
export function action<Schema extends z.ZodType, Value>(
  definition: ForOneself<Schema, Value>,
): (raw: z.input<Schema>) => Promise<Result<Value>>;
export function action<Schema extends z.ZodType, Value>(
  definition: InWorkspace<Schema, Value>,
): (raw: z.input<Schema> & { workspaceId: string }) => Promise<Result<Value>>;
export function action<Schema extends z.ZodType, Value>(
  definition: InWorkspace<Schema, Value> | ForOneself<Schema, Value>,
): (raw: unknown) => Promise<Result<Value>> {
  return (raw) => (isForOneself(definition) ? performForOneself(definition, raw) : perform(definition, raw));
}

const isForOneself = <Schema extends z.ZodType, Value>(
  definition: InWorkspace<Schema, Value> | ForOneself<Schema, Value>,
): definition is ForOneself<Schema, Value> => isPersonal(definition.needs);

/** The same gate for a route handler that answers a question. */
export async function perform<Schema extends z.ZodType, Value>(
  definition: InWorkspace<Schema, Value>,
  raw: unknown,
): Promise<Result<Value>> {
  const { input, needs, run } = definition;
  const person = await currentPerson();
  if (!person) return refuse({ kind: "signed_out" });
  const addressed = Addressed.safeParse(raw);
  if (!addressed.success) return refuse({ kind: "not_found" });
  const reach = await ground();
  const actor = await enterWorkspace(reach.db, person.id, addressed.data.workspaceId);
  if (!actor) return refuse({ kind: "not_found" });
  if (!may(actor.role, needs)) return refuse({ kind: "not_allowed", needs });
  const parsed = input.safeParse(raw);
  if (!parsed.success) return refuse({ kind: "input", fields: fieldsOf(parsed.error) });
  const doorway = { ...reach, actor, postOffice: postOffice(), ...(await publishing()) };
  return caught(() => run(doorway, parsed.data));
}

async function performForOneself<Schema extends z.ZodType, Value>(
  { input, run }: ForOneself<Schema, Value>,
  raw: unknown,
): Promise<Result<Value>> {
  const person = await currentPerson();
  if (!person) return refuse({ kind: "signed_out" });
  const parsed = input.safeParse(raw);
  if (!parsed.success) return refuse({ kind: "input", fields: fieldsOf(parsed.error) });
  const doorway = { ...(await ground()), person, postOffice: postOffice() };
  return caught(() => run(doorway, parsed.data));
}

async function caught<Value>(run: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await run();
  } catch (problem) {
    if (problem instanceof AppError) return refuse({ kind: "failure", failure: problem.failure });
    log.error(
      { problem: problem instanceof Error ? problem.stack : String(problem) },
      "an action ended in a surprise",
    );
    throw problem;
  }
}

function fieldsOf(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(error.issues.map((issue) => [issue.path.join("."), issue.message]));
}
