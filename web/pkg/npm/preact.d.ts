// `<carrot-privacy>` in Preact 10 or newer: `import type {} from "carrot-privacy/preact"`.
import type { JSX as Preact, Ref } from "preact";
import type { CarrotPrivacyAttributes, CarrotPrivacyElement } from "./index.js";

// Preact 10 and 11 export the attributes of HTML elements under different names: those of `<section>` are the general ones in both.
type SectionAttributes = Omit<Preact.IntrinsicElements["section"], keyof CarrotPrivacyAttributes | "ref">;

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "carrot-privacy": CarrotPrivacyAttributes & SectionAttributes & { ref?: Ref<CarrotPrivacyElement> | undefined };
    }
  }
}
