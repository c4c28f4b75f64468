// Input for bundlers that build for Node. The package's two files (wasm and content) are in `assets/`, beside the bundle.
import { coverage, load, qualify, search } from "carrot-privacy";
import { pathToFileURL } from "node:url";
import { answers, print } from "./answers.js";

/** @param {string} name */
const file = (name) => new URL(`assets/${name}`, pathToFileURL(process.argv[1]));

load({ wasm: file("carrot_bg.wasm"), content: file("content.bin").href }).then(() => print(answers({ coverage, qualify, search })));
