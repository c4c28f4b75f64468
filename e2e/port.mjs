// Ports for servers that are started by hand: their own choice of one would have to be read from what they say.
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * The port that a server listens on.
 *
 * @param {import("node:net").Server} server
 */
export function portOf(server) {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return address.port;
}

/** A port of the loopback interface on which nothing listens, as of now. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}
