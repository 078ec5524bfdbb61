import { connect } from "node:net";
import { firstColumn, type Message, message, messagesOf, startup } from "./test-wire";

/** A connection to the server, in the hands of one client at a time. */
export type Line = {
  /** What the server said when the connection was there. */
  greeting: Buffer;
  /** Sends a message; what is heard meanwhile is handed on. */
  tell(message: Buffer, hear: (answer: Message) => void): void;
  /** Sends one after which the server says that it is ready for more, and returns that. */
  ask(message: Buffer, hear: (answer: Message) => void): Promise<Message>;
  /** Makes it as good as new. @returns what the transaction before should not have left on it, in words; empty is well */
  clean(): Promise<string>;
  end(): void;
  ended: Promise<void>;
};

// Whatever outlives a transaction goes to a stranger with the connection, or is missed by the one who left it.
const LEFT_BEHIND = `select concat_ws(', ',
  (select 'setting ' || string_agg(name, ' and ') from pg_settings where source = 'session' having count(*) > 0),
  (select 'advisory lock' from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() limit 1),
  (select 'temporary table' from pg_class where relnamespace = pg_my_temp_schema() limit 1),
  (select 'prepared statement' from pg_prepared_statements limit 1),
  (select 'open cursor' from pg_cursors where is_holdable limit 1),
  (select 'LISTEN' from pg_listening_channels() limit 1))`;

async function openLine({ hostname, port, username, pathname }: URL): Promise<Line> {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let hear: (answer: Message) => void = () => {};
  let lose = () => {};
  let isLost = false;
  const ended = (async () => {
    for await (const each of messagesOf(socket, "server")) hear(each);
  })()
    .catch(() => undefined)
    .finally(() => {
      socket.destroy();
      isLost = true;
      lose();
    });
  const tell: Line["tell"] = (bytes, listener) => {
    hear = listener;
    socket.write(bytes);
  };
  const ask: Line["ask"] = (bytes, listener) =>
    new Promise((resolve, reject) => {
      lose = () => reject(new Error("The server has ended the connection."));
      if (isLost) lose();
      tell(bytes, (answer) => (answer.type === "Z" ? resolve(answer) : listener(answer)));
    });
  const greeting: Buffer[] = [];
  const start = startup({ user: username, database: pathname.slice(1), client_encoding: "UTF8" });
  const ready = await ask(start, ({ bytes }) => greeting.push(bytes));
  return {
    greeting: Buffer.concat([...greeting, ready.bytes]),
    tell,
    ask,
    async clean() {
      let left = "";
      await ask(message("Q", LEFT_BEHIND), (answer) => {
        if (answer.type === "D") left = firstColumn(answer);
      });
      await ask(message("Q", "discard all"), () => {});
      return left;
    },
    end: () => void socket.destroy(),
    ended,
  };
}

/** A few connections to the server at `url`, opened when they are needed. */
export function lines(url: URL, most: number) {
  const open = new Set<Line>();
  const waiting: ((line: Line | Promise<Line>) => void)[] = [];
  let idle: Line[] = [];
  let room = most;

  async function another(): Promise<Line> {
    room -= 1;
    const line = await openLine(url).catch((problem) => {
      room += 1;
      throw problem;
    });
    open.add(line);
    void line.ended.then(() => {
      open.delete(line);
      idle = idle.filter((each) => each !== line);
      room += 1;
      waiting.shift()?.(another());
    });
    return line;
  }

  return {
    /** One that nobody has, and another than this one if that can be. Whoever comes first is served first. */
    async take(not?: Line): Promise<Line> {
      const line = idle.find((each) => each !== not) ?? (room > 0 ? await another() : idle[0]);
      if (!line) return new Promise((resolve) => waiting.push(resolve));
      idle = idle.filter((each) => each !== line);
      return line;
    },
    give(line: Line): void {
      const next = waiting.shift();
      if (next) next(line);
      else idle.push(line);
    },
    end(): void {
      waiting.length = 0;
      for (const line of open) line.end();
    },
  };
}
