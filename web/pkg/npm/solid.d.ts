// `<carrot-privacy>` in Solid 1: `import type {} from "carrot-privacy/solid"`.
import type { JSX as Solid } from "solid-js";
import type { CarrotPrivacyAttributes, CarrotPrivacyElement } from "./index.js";

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "carrot-privacy": CarrotPrivacyAttributes & Omit<Solid.HTMLAttributes<CarrotPrivacyElement>, keyof CarrotPrivacyAttributes>;
    }
  }
}
