//! How somebody shows the policy on their own site: the lines to copy, and a place to try them (`embed/panel.js`, fetched when this is
//! opened). Without scripts, the lines for the whole policy stand here, from which an address is missing that only a script knows.

use carrot_core::words::Words;
use yew::prelude::*;

use super::{Page, frame::address, titles};

pub(crate) fn panel(page: Page, script: &str) -> Html {
    let words = page.words;
    let option =
        |value: &'static str, name: &'static str, lang: Option<&'static str>| html! { <option {value} {lang}>{ name }</option> };
    let choose = |name: &'static str, label: &'static str, options: Vec<Html>| {
        html! { <label>{ label }<select {name} autocomplete="off">{ for options }</select></label> }
    };
    let sections = std::iter::once(option("", words.embed_whole(), None))
        .chain(titles(page).into_iter().map(|(id, title)| option(id, title, page.lang_of(id))));
    let themes = [("", words.embed_auto()), ("light", words.theme_light()), ("dark", words.theme_dark())];
    let modes = [("", words.embed_frame()), ("inline", words.embed_inline())];
    let root = address(words, Words::ALL[0]);
    html! {
        <details id="embed" data-script={script.to_owned()} data-embed-root={format!("{root}embed/")} data-lang={if words == Words::ALL[0] { "" } else { words.lang() }} data-link={words.page_title(&page.policy.bot.name)}>
            <summary>{ words.embed() }</summary>
            <p>{ words.embed_lead() }</p>
            <form class="tool narrow">
                { choose("section", words.embed_section(), sections.collect()) }
                { choose("theme", words.theme(), themes.map(|(value, name)| option(value, name, None)).to_vec()) }
                { choose("mode", words.embed_mode(), modes.map(|(value, name)| option(value, name, None)).to_vec()) }
            </form>
            <pre class="wide" tabindex="0" role="region" aria-label={words.embed_lines()}><code id="embed-lines">{ "<script type=\"module\" src=\"embed/v1.js\"></script>\n<carrot-privacy><a href=\"./\">" }{ words.page_title(&page.policy.bot.name) }{ "</a></carrot-privacy>" }</code></pre>
            <p class="tool"><button type="button" class="choice" data-copied={words.link_copied()}>{ words.copy_lines() }</button></p>
            <h3 class="tool">{ words.embed_preview() }</h3>
            <div id="embed-preview" class="tool"></div>
        </details>
    }
}
