// `<carrot-privacy>` in JSX, with its attributes typed.
import type { CarrotPrivacyElement, WidgetOptions } from "carrot-privacy";
import type { HTMLAttributes, RefAttributes } from "react";

type Attributes = Omit<HTMLAttributes<CarrotPrivacyElement>, keyof WidgetOptions> & RefAttributes<CarrotPrivacyElement> & WidgetOptions;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "carrot-privacy": Attributes;
    }
  }
}
