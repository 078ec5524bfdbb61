import type { Socket } from "node:net";

/** A message of PostgreSQL's protocol 3.0 as it travels; `type` is its letter, empty for those a client begins with. */
export type Message = { type: string; bytes: Buffer };

/** What a client may ask for before it has a connection, by the number in place of a version. */
export const BEGINNING = { start: 196_608, tls: 80_877_103, encryption: 80_877_104 };

/** Cuts what arrives into messages, until the other side has ended. A client's have no type before it has started. */
export async function* messagesOf(socket: Socket, from: "client" | "server"): AsyncGenerator<Message> {
  let rest: Buffer = Buffer.alloc(0);
  let head = from === "server" ? 1 : 0;
  // Whoever stops listening may still want to say why.
  for await (const part of socket.iterator({ destroyOnReturn: false })) {
    rest = Buffer.concat([rest, part]);
    for (;;) {
      const length = rest.length < head + 4 ? Number.POSITIVE_INFINITY : head + rest.readInt32BE(head);
      if (rest.length < length) break;
      const bytes = rest.subarray(0, length);
      rest = rest.subarray(length);
      const type = bytes.toString("latin1", 0, head);
      if (head === 0 && bytes.readInt32BE(4) === BEGINNING.start) head = 1;
      yield { type, bytes };
    }
  }
}

/** A message of these parts; strings end with a zero. */
export function message(type: string, ...parts: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(`${part}\0`) : part)),
  );
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type, "latin1"), length, body]);
}

/** What a client starts a connection with. */
export function startup(parameters: Record<string, string>): Buffer {
  const version = Buffer.alloc(4);
  version.writeInt32BE(BEGINNING.start);
  return message("", version, ...Object.entries(parameters).flat(), Buffer.alloc(1));
}

/** What `startup` made, read back. */
export function parametersOf(bytes: Buffer): Record<string, string> {
  const words = bytes.toString("utf8", 8, bytes.length - 2).split("\0");
  const pairs = words.flatMap((name, at) => (at % 2 === 0 ? [[name, words[at + 1] ?? ""]] : []));
  return Object.fromEntries(pairs);
}

/** Tells a client that something did not work; after a FATAL failure its connection ends. */
export const failure = (severity: "ERROR" | "FATAL", code: string, text: string): Buffer =>
  message("E", `S${severity}`, `V${severity}`, `C${code}`, `M${text}`, Buffer.alloc(1));

/** The first column of a row, empty when it is null. */
export function firstColumn({ bytes }: Message): string {
  const length = bytes.readInt32BE(7);
  return length < 0 ? "" : bytes.toString("utf8", 11, 11 + length);
}
