// Ports for servers that are started by hand: their own choice of one would have to be read from what they say.
import { once } from "node:events";
import { createServer } from "node:net";

/** A port of the loopback interface on which nothing listens, as of now. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
