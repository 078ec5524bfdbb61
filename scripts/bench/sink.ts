import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Takes whatever is put to it and forgets it. Prints its address when it is ready. */
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    const [, last = "0", total = "0"] = /-(\d+)\/(\d+)/.exec(String(request.headers["content-range"])) ?? [];
    response.writeHead(Number(last) + 1 === Number(total) || total === "0" ? 201 : 206).end();
  });
});
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/upload\n`);
});
