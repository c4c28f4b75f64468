// Finds free ports for servers. If a server chose its own port, tests would have to read it from
// its output.
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Returns the port that a server listens on.
 *
 * @param {import("node:net").Server} server
 */
export function portOf(server) {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return address.port;
}

/** Returns a port of the loopback interface on which nothing listens at present. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}
