import { coverage, load, qualify, search } from "carrot-privacy";
import { answers, print } from "./answers.js";

load().then(() => print(answers({ coverage, qualify, search })));
