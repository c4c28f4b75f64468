// An endpoint for interactions as in Discord's guide, with Express and discord-interactions. It
// reads its answers from a file, so it only checks the signature, parses the JSON, and sends the
// same bytes as bot-embed.
//   PORT=… DISCORD_PUBLIC_KEY=… ANSWERS=answers.json node e2e/bench/bot/server.mjs
import { readFileSync } from "node:fs";
import { verifyKeyMiddleware } from "discord-interactions";
import express from "express";

const { PORT, DISCORD_PUBLIC_KEY = "", ANSWERS = "" } = process.env;
const answers = new Map(Object.entries(JSON.parse(readFileSync(ANSWERS, "utf8"))));
const app = express();
app.disable("x-powered-by");
app.post("/interactions", verifyKeyMiddleware(DISCORD_PUBLIC_KEY), (request, response) => {
  const answer = answers.get(JSON.stringify(request.body.data));
  if (answer === undefined) return response.sendStatus(400);
  return response.type("application/json").send(answer);
});
app.listen(Number(PORT), "127.0.0.1");
