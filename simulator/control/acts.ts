import { APP_CHECKS } from "#simulator/app-settings";
import { newCreator, patchCreator } from "#simulator/creators";
import { html, json } from "#simulator/envelope";
import type { Exchange, Reply } from "#simulator/exchange";
import { FAULT_PRESETS } from "#simulator/faults";
import { PERSONA_CHECKS } from "#simulator/personas";
import { finishDrafts, revokeAccess, settleAll } from "#simulator/processing";
import { firstFault, isWhole } from "#simulator/shape";
import { controlPage } from "./control-page";
import { ControlError, readFault } from "./read-fault";
import { creatorView, postView } from "./views";

type Act = (exchange: Exchange, body: Record<string, unknown>) => Reply | Promise<Reply>;

export const ACTS: readonly { at: string; path: RegExp; act: Act }[] = [
  { at: "GET", path: /^\/$/, act: (exchange) => html(controlPage(exchange)) },
  { at: "POST", path: /^\/reset$/, act: reset },
  { at: "GET", path: /^\/clock$/, act: showClock },
  { at: "POST", path: /^\/clock$/, act: pushClock },
  { at: "GET", path: /^\/ledger$/, act: readLedger },
  { at: "DELETE", path: /^\/ledger$/, act: clearLedger },
  { at: "GET", path: /^\/presets$/, act: () => json({ presets: FAULT_PRESETS }) },
  { at: "GET", path: /^\/faults$/, act: ({ world }) => json({ faults: world.faults.list() }) },
  { at: "POST", path: /^\/faults$/, act: placeFault },
  { at: "DELETE", path: /^\/faults(?:\/(?<id>[\w-]+))?$/, act: removeFaults },
  { at: "GET", path: /^\/creators$/, act: listCreators },
  { at: "POST", path: /^\/creators$/, act: addCreator },
  { at: "POST", path: /^\/creators\/(?<handle>[\w.]+)$/, act: changeCreator },
  {
    at: "POST",
    path: /^\/creators\/(?<handle>[\w.]+)\/(?<deed>revoke|expire-access|finish-drafts)$/,
    act: creatorActs,
  },
  { at: "GET", path: /^\/app$/, act: showApp },
  { at: "POST", path: /^\/app$/, act: changeApp },
  { at: "GET", path: /^\/posts$/, act: listPosts },
];

async function reset({ world }: Exchange): Promise<Reply> {
  await world.reset();
  return json({ reset: true });
}

function showClock({ world }: Exchange): Reply {
  const now = world.clock.now();
  return json({ now, at: new Date(now).toISOString() });
}

async function pushClock(exchange: Exchange, body: Record<string, unknown>): Promise<Reply> {
  if (!isWhole(0)(body.advanceMs))
    throw new ControlError("advanceMs is a whole number of milliseconds, 0 or more.");
  exchange.world.clock.advance(Number(body.advanceMs));
  await settleAll(exchange.world);
  return showClock(exchange);
}

function readLedger({ world, url }: Exchange): Reply {
  const { searchParams } = url;
  const filter = { endpoint: searchParams.get("endpoint"), creator: searchParams.get("creator") };
  const after = Number(searchParams.get("after") ?? 0);
  return json({ entries: world.ledger.read(filter).filter((entry) => entry.seq > after) });
}

function clearLedger({ world }: Exchange): Reply {
  world.ledger.clear();
  return json({ entries: [] });
}

function placeFault({ world }: Exchange, body: Record<string, unknown>): Reply {
  const { fault, preset } = readFault(body, world);
  return json(world.faults.place(fault, preset), 201);
}

function removeFaults({ world, params }: Exchange): Reply {
  if (!params.id) world.faults.clear();
  else if (!world.faults.remove(params.id)) return json({ error: "There is no such fault." }, 404);
  return json({ faults: world.faults.list() });
}

function listCreators({ world }: Exchange): Reply {
  return json({ creators: [...world.creators.values()].map((creator) => creatorView(world, creator)) });
}

const HANDLE = /^[\w.]{2,24}$/;

function addCreator({ world }: Exchange, { handle }: Record<string, unknown>): Reply {
  if (typeof handle !== "string" || !HANDLE.test(handle) || world.creators.has(handle))
    throw new ControlError("handle is a new one of 2 to 24 letters, digits, dots and underscores.");
  const creator = newCreator(handle, world.app, world.clock.now());
  world.creators.set(handle, creator);
  return json(creatorView(world, creator), 201);
}

function changeCreator({ world, params }: Exchange, body: Record<string, unknown>): Reply {
  const creator = world.creator(params.handle ?? "");
  if (!creator) return json({ error: "There is no such creator." }, 404);
  const wrong = firstFault(body, PERSONA_CHECKS);
  if (wrong) throw new ControlError(`“${wrong}” is no property of a creator, or has a value it cannot have.`);
  patchCreator(creator, body, world.clock.now());
  return json(creatorView(world, creator));
}

function creatorActs({ world, params }: Exchange): Reply {
  const creator = world.creator(params.handle ?? "");
  if (!creator) return json({ error: "There is no such creator." }, 404);
  if (params.deed === "revoke") revokeAccess(world, creator.handle);
  else if (params.deed === "expire-access") world.grants.expireAccess(creator.handle, world.clock.now());
  else return json({ ...creatorView(world, creator), finished: finishDrafts(world, creator.handle) });
  return json(creatorView(world, creator));
}

function showApp({ world }: Exchange): Reply {
  return json({ ...world.app, clientSecret: "redacted" });
}

function changeApp(exchange: Exchange, body: Record<string, unknown>): Reply {
  const wrong = firstFault(body, APP_CHECKS);
  if (wrong) throw new ControlError(`“${wrong}” is no setting of the app, or has a value it cannot have.`);
  Object.assign(exchange.world.app, body);
  return showApp(exchange);
}

function listPosts({ world }: Exchange): Reply {
  return json({ posts: world.publishes.all().map(postView) });
}
