// For bundlers that turn an imported file into its address or its bytes.
import { coverage, load, qualify, search } from "carrot-privacy";
import wasm from "carrot-privacy/carrot_bg.wasm";
import content from "carrot-privacy/content.bin";
import { answers, print } from "./answers.js";

load({ wasm, content }).then(() => print(answers({ coverage, qualify, search })));
