// Starts the worker in the way that webpack and Vite recognize.
import { print } from "./answers.js";

new Worker(new URL("./worker.js", import.meta.url), { type: "module" }).onmessage = ({ data }) => print(data);
