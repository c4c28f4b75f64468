// Sends interactions to the server as Discord does: signs the raw body, so that tests can send valid and invalid ones.
import { createPrivateKey, sign } from "node:crypto";
import { request } from "node:http";

// The public test key of RFC 8032 (its first test vector). xtask passes its public half to the
// server.
const SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const PKCS8_ED25519 = "302e020100300506032b657004220420";
const key = createPrivateKey({ key: Buffer.from(PKCS8_ED25519 + SEED, "hex"), format: "der", type: "pkcs8" });

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {string} text
 */

/**
 * Returns the two headers with which Discord signs a body.
 *
 * @param {string | Buffer} body
 */
export function signed(body, timestamp = Math.floor(Date.now() / 1000)) {
  const message = Buffer.concat([Buffer.from(String(timestamp)), Buffer.from(body)]);
  return { "X-Signature-Ed25519": sign(null, message, key).toString("hex"), "X-Signature-Timestamp": String(timestamp) };
}

/**
 * Sends a request with exactly this path and body. `fetch` would normalize the path.
 *
 * @param {string} base
 * @param {string} method
 * @param {string} path
 * @param {{ headers?: import("node:http").OutgoingHttpHeaders, body?: string | Buffer }} [message]
 * @returns {Promise<Answer>}
 */
export function send(base, method, path, { headers = {}, body = "" } = {}) {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const length = body === "" ? {} : { "Content-Length": Buffer.byteLength(body) };
    const outgoing = request({ hostname, port, method, path, headers: { ...length, ...headers }, agent: false });
    let answered = false;
    outgoing.on("response", (response) => {
      answered = true;
      /** @type {Buffer[]} */
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }),
      );
      response.on("error", reject);
    });
    // Ignore errors after the answer, because a server that refuses a long body may stop reading it.
    outgoing.on("error", (error) => answered || reject(error));
    outgoing.end(body);
  });
}

/**
 * Posts a signed interaction.
 *
 * @param {string} base
 * @param {string | object} interaction
 */
export function interact(base, interaction) {
  const body = typeof interaction === "string" ? interaction : JSON.stringify(interaction);
  return send(base, "POST", "/interactions", { headers: { "Content-Type": "application/json", ...signed(body) }, body });
}

/**
 * Returns the interaction of a slash command in a server, as in Discord's documentation.
 *
 * @param {string} name
 * @param {Record<string, string>} options
 */
export function command(name, options = {}) {
  return {
    type: 2,
    id: "846462639134605312",
    application_id: "775799577604522054",
    token: "A_UNIQUE_TOKEN",
    version: 1,
    guild_id: "290926798626357999",
    channel_id: "645027906669510667",
    locale: "en-GB",
    guild_locale: "en-US",
    app_permissions: "442368",
    member: {
      user: { id: "53908232506183680", username: "mason", discriminator: "1337", avatar: null, public_flags: 131141 },
      roles: ["539082325061836999"],
      premium_since: null,
      permissions: "2147483647",
      pending: false,
      nick: null,
      mute: false,
      joined_at: "2017-03-13T19:19:14.040000+00:00",
      is_pending: false,
      deaf: false,
    },
    data: {
      type: 1,
      id: "771825006014889984",
      name,
      options: Object.entries(options).map(([name, value]) => ({ type: 3, name, value })),
    },
  };
}

/**
 * Returns all texts in a reply, from any depth of its JSON.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function words(value) {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(words).join("\n");
}
