// `<carrot-privacy>` in Preact 10: `import type {} from "carrot-privacy/preact"`.
import type { JSX as Preact } from "preact";
import type { CarrotPrivacyAttributes, CarrotPrivacyElement } from "./index.js";

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "carrot-privacy": CarrotPrivacyAttributes & Omit<Preact.HTMLAttributes<CarrotPrivacyElement>, keyof CarrotPrivacyAttributes>;
    }
  }
}
