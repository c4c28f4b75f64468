import { coverage, load, qualify, search } from "carrot-privacy";
import { answers } from "./answers.js";

load().then(() => postMessage(answers({ coverage, qualify, search })));
