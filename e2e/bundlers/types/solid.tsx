import type { CarrotPrivacyElement } from "carrot-privacy";
import type {} from "carrot-privacy/solid";

let widget: CarrotPrivacyElement | undefined;

export const View = (props: { dark: boolean }) => (
  <section>
    <carrot-privacy ref={widget} section="collected-data" theme={props.dark ? "dark" : "auto"} lang="fr" mode="inline" compact class="policy">
      <a href="/privacy/">Our policy</a>
    </carrot-privacy>
    <carrot-privacy onClick={(event) => event.currentTarget.section.toUpperCase()} />
    {/* @ts-expect-error: not a theme. */}
    <carrot-privacy theme="blue" />
    {/* @ts-expect-error: an unknown attribute. */}
    <carrot-privacy colour="blue" />
  </section>
);
