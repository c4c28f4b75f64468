// For Vite's server-side rendering, where a server renders without waiting for anything.
import { coverage, load, qualify, search } from "carrot-privacy";
import { answers } from "./answers.js";

export const render = () => load().then(() => answers({ coverage, qualify, search }));
