import { json, redirect } from "#simulator/envelope";
import { type Exchange, formOf, type Reply } from "#simulator/exchange";
import { asRecord } from "#simulator/shape";
import { ACTS } from "./acts";
import { bodyFromForm } from "./by-hand";
import { ControlError } from "./read-fault";

const BY_HAND = "/by-hand";

/** The control API: what a test or a person may do behind TikTok's back. Answers what it cannot do with 400 or 404. */
export async function control(exchange: Exchange): Promise<Reply> {
  const { origin } = exchange.request.headers;
  // Another site's page may not reach in through the browser of somebody who runs the simulator.
  if (origin && origin !== exchange.origin) {
    return json({ error: "Only pages of the simulator itself may do this." }, 403);
  }
  const path = exchange.url.pathname.slice("/_control".length) || "/";
  if (path.startsWith(BY_HAND)) return byHand(exchange, path.slice(BY_HAND.length));
  return act(exchange, exchange.request.method ?? "", path, () => readJson(exchange));
}

async function act(
  exchange: Exchange,
  method: string,
  path: string,
  body: () => Record<string, unknown>,
): Promise<Reply> {
  try {
    for (const row of ACTS) {
      const found = row.at === method && row.path.exec(path);
      if (!found) continue;
      exchange.params = { ...found.groups };
      return await row.act(exchange, body());
    }
    return json({ error: `There is no ${method} ${path} here.` }, 404);
  } catch (error) {
    if (error instanceof ControlError) return json({ error: error.message }, 400);
    throw error;
  }
}

/** The page's forms do what the API does, then show the page again. */
async function byHand(exchange: Exchange, path: string): Promise<Reply> {
  if (exchange.request.method !== "POST") return json({ error: "Forms are sent with POST." }, 404);
  const form = formOf(exchange);
  const reply = await act(exchange, form.get("method") ?? "POST", path, () => bodyFromForm(path, form));
  const query = new URLSearchParams(
    reply.status < 400 ? { done: form.get("done") ?? "Done." } : { problem: textOf(reply) },
  );
  return redirect(`/_control?${query}#${form.get("section") ?? ""}`, "ok");
}

const textOf = (reply: Reply) =>
  String(asRecord(JSON.parse(String(reply.body)))?.error ?? "It did not work.");

function readJson(exchange: Exchange): Record<string, unknown> {
  if (!exchange.text) return {};
  try {
    const body = asRecord(JSON.parse(exchange.text));
    if (body) return body;
  } catch {
    // Told below, together with JSON of another shape.
  }
  throw new ControlError("The body is not a JSON object.");
}
