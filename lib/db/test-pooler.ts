import { type AddressInfo, createServer, type Socket } from "node:net";
import { type Line, lines } from "./test-pooler-lines";
import { BEGINNING, failure, type Message, message, messagesOf, parametersOf } from "./test-wire";

/** A pooler in front of one database. */
export type Pooler = { url: string; close(): void };

type Lines = ReturnType<typeof lines>;

// As few as a product may meet, so that it waits for them now and then.
const LINES = 4;

// What a client may wish for at the start, as with pgbouncer. Everything else would have to be set on a connection.
const PARAMETERS = /^(client_encoding|datestyle|timezone|standard_conforming_strings|application_name)$/i;

// What our drivers say, and what of it the server answers with its being ready for more: a query or a sync. No COPY.
const SPOKEN = /^[QPBDECHS]$/;
const ASKS = /^[QS]$/;

/**
 * Opens a transaction pooler before the database at `url`, as pgbouncer is one in transaction mode and Neon's pooled
 * addresses lead to. A client has a connection of the server's from its first statement to the end of the transaction,
 * then the next one. It is stricter than those: a transaction that leaves something on its connection is told so by an
 * error after the fact, where a real pooler hands it to the next client in silence.
 *
 * It takes no passwords, does not encrypt, and does not pass on that a statement is to be cancelled.
 */
export async function openPooler(url: string): Promise<Pooler> {
  const pool = lines(new URL(url), LINES);
  const first = await pool.take();
  pool.give(first);
  const clients = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    clients.add(socket);
    socket.on("error", () => {}).on("close", () => clients.delete(socket));
    serve(socket, pool, new URL(url), first.greeting).then(
      () => socket.end(),
      (problem: Error) => socket.end(failure("FATAL", "08P01", problem.message)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = new URL(url);
  address.port = String((server.address() as AddressInfo).port);
  return {
    url: address.href,
    close() {
      server.close();
      for (const each of clients) each.destroy();
      pool.end();
    },
  };
}

async function serve(socket: Socket, pool: Lines, url: URL, greeting: Buffer): Promise<void> {
  const messages = messagesOf(socket, "client");
  await greet(socket, messages, url);
  socket.write(greeting);
  const sendOn = ({ bytes }: Message) => socket.write(bytes);
  let line: Line | undefined;
  let last: Line | undefined;
  try {
    for await (const { type, bytes } of messages) {
      if (type === "X") return;
      if (!SPOKEN.test(type)) throw new Error(`Nobody here understands ${type}.`);
      line ??= await pool.take(last);
      if (!ASKS.test(type)) {
        line.tell(type === "P" ? withoutName(bytes) : bytes, sendOn);
        continue;
      }
      const ready = await line.ask(bytes, sendOn);
      if (isOver(ready)) {
        const left = await line.clean();
        if (left) socket.write(failure("ERROR", "55000", `left on a pooled connection: ${left}`));
        pool.give(line);
        last = line;
        line = undefined;
      }
      sendOn(ready);
    }
  } finally {
    // Somebody who went within a transaction: the server undoes it.
    line?.end();
  }
}

/** Lets a client start. @throws when it may not */
async function greet(socket: Socket, messages: AsyncGenerator<Message>, url: URL): Promise<void> {
  for (;;) {
    const { value } = await messages.next();
    const code = value?.bytes.readInt32BE(4);
    if (code === BEGINNING.tls || code === BEGINNING.encryption) {
      socket.write("N");
      continue;
    }
    if (!value || code !== BEGINNING.start) throw new Error("Nothing to begin with.");
    const { user, database, ...others } = parametersOf(value.bytes);
    if (user !== url.username || database !== url.pathname.slice(1)) throw new Error("no such database");
    const unknown = Object.keys(others).find((name) => !PARAMETERS.test(name));
    if (unknown) throw new Error(`unsupported startup parameter: ${unknown}`);
    return;
  }
}

/**
 * A statement that a client prepares under a name stays on a connection that it loses. Instead of preparing it we ask
 * what it is, so that the server refuses it here and now, as it would at its next use: there is no such statement.
 */
function withoutName(parse: Buffer): Buffer {
  const name = parse.subarray(5, parse.indexOf(0, 5) + 1);
  if (name.length === 1) return parse;
  return message("D", Buffer.from("S"), name);
}

const isOver = ({ bytes }: Message): boolean => bytes.toString("latin1", 5, 6) === "I";
