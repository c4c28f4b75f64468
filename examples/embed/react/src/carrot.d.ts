// `<carrot-privacy>` in JSX, with its attributes typed.
import type {} from "carrot-privacy/react";
