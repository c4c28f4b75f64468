import { coverage, load, qualify, search } from "carrot-privacy/inline";
import { answers, print } from "./answers.js";

load().then(() => print(answers({ coverage, qualify, search })));
