// In a script that is not a module, neither function knows where the package is.
import { load, mount } from "carrot-privacy";
import { print } from "./answers.js";

const message = (/** @type {Promise<unknown>} */ promise) =>
  promise.then(
    () => "no error",
    (error) => error.message,
  );

addEventListener("load", async () => print({ load: await message(load()), mount: await message(mount(document.body)) }));
