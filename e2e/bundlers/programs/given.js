// For pages with both files of the package beside them.
import { coverage, load, qualify, search } from "carrot-privacy";
import { answers, print } from "./answers.js";

load({ wasm: fetch("carrot_bg.wasm"), content: "content.bin" }).then(() => print(answers({ coverage, qualify, search })));
