import { print } from "./answers.js";

new Worker(new URL("./worker-inline.js", import.meta.url), { type: "module" }).onmessage = ({ data }) => print(data);
