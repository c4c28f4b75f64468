// `<carrot-privacy>` in React 18 or newer: `import type {} from "carrot-privacy/react"`.
import type { ClassAttributes, HTMLAttributes } from "react";
import type { CarrotPrivacyAttributes, CarrotPrivacyElement } from "./index.js";

type Props = CarrotPrivacyAttributes & Omit<HTMLAttributes<CarrotPrivacyElement>, keyof CarrotPrivacyAttributes> & ClassAttributes<CarrotPrivacyElement>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "carrot-privacy": Props;
    }
  }
}
