import { createRef } from "react";
import type { CarrotPrivacyElement } from "carrot-privacy";
import type {} from "carrot-privacy/react";

const widget = createRef<CarrotPrivacyElement>();

export const View = ({ dark }: { dark: boolean }) => (
  <section>
    <carrot-privacy ref={widget} key="policy" section="collected-data" theme={dark ? "dark" : "auto"} lang="fr" mode="inline" compact className="policy">
      <a href="/privacy/">Our policy</a>
    </carrot-privacy>
    <carrot-privacy onClick={(event) => event.currentTarget.section.toUpperCase()} />
    {/* @ts-expect-error: not a theme. */}
    <carrot-privacy theme="blue" />
    {/* @ts-expect-error: an unknown attribute. */}
    <carrot-privacy colour="blue" />
  </section>
);
