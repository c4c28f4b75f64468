// `<carrot-privacy>` in JSX, with its attributes typed.
import type { CarrotPrivacyElement, WidgetOptions } from "carrot-privacy";
import type { HTMLAttributes, RefAttributes } from "react";

type Widget = WidgetOptions & RefAttributes<CarrotPrivacyElement> & Omit<HTMLAttributes<CarrotPrivacyElement>, keyof WidgetOptions>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "carrot-privacy": Widget;
    }
  }
}
