import { coverage, load, qualify, search } from "carrot-privacy/inline";
import { answers } from "./answers.js";

load().then(() => postMessage(answers({ coverage, qualify, search })));
