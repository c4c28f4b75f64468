//! Renders the embed panel: the two lines of HTML that embed the policy in another site, and a
//! preview.

use carrot_core::i18n::Messages;
use web_sys::{HtmlDetailsElement, HtmlSelectElement};
use yew::{platform::spawn_local, prelude::*, virtual_dom::VNode};

use crate::{clipboard, folders::folder, parts::parts, store::ToolProps};

/// The chosen attributes of the `<carrot-privacy>` element. Empty ones are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct EmbedOptions {
    /// The part or section to show.
    section: String,
    /// The theme.
    theme: String,
    /// The mode.
    mode: String,
}

/// Renders the panel, closed at first. The preview starts when it is opened.
#[component]
pub(crate) fn EmbedPanel(ToolProps { store }: &ToolProps) -> Html {
    let content = store.content();
    let messages = content.messages;
    let options = use_state_eq(EmbedOptions::default);
    let opened = use_state_eq(|| false);
    let copied = clipboard::use_copied();
    let title = messages.page_title(&content.bundle.bot, content.bundle.facts.has_compliance());
    // Before it is opened, and without scripts, the URLs are relative.
    let home = if *opened { store.home() } else { "" };
    let lines = lines(home, messages, &options, &title);
    let ontoggle = {
        let opened = opened.setter();
        Callback::from(move |event: Event| {
            if event.target_dyn_into::<HtmlDetailsElement>().is_some_and(|details| details.open()) {
                opened.set(true);
            }
        })
    };
    let onclick = {
        // The button may be pressed before the program knows that the panel is open. Relative URLs would not work on another site.
        let (copied, absolute) = (copied.setter(), self::lines(store.home(), messages, &options, &title));
        Callback::from(move |_: MouseEvent| {
            let (copied, lines) = (copied.clone(), absolute.clone());
            spawn_local(async move { copied.set(clipboard::write(&lines).await) });
        })
    };
    let choose = |name: &'static str, label: &'static str, choices: Vec<Html>, set: fn(&mut EmbedOptions, String)| {
        let options = options.clone();
        let onchange = Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                let mut changed = (*options).clone();
                set(&mut changed, select.value());
                options.set(changed);
            }
        });
        html! { <label>{ label }<select {name} autocomplete="off" {onchange}>{ for choices }</select></label> }
    };
    // Yew inserts options from the last to the first, and a browser keeps the first that it sees unless another one is marked.
    let choice = |value: &str, name: &str, lang: Option<String>, chosen: &str| html! { <option value={value.to_owned()} selected={value == chosen} {lang}>{ name.to_owned() }</option> };
    // Skip the first part ("at a glance"), which is the empty choice below.
    let filled = parts(messages).into_iter().skip(1).filter(|(id, _)| content.bundle.parts.iter().any(|part| part == id));
    let sections =
        [choice("", messages.at_a_glance(), None, &options.section), choice("all", messages.embed_whole(), None, &options.section)]
            .into_iter()
            .chain(filled.map(|(id, title)| choice(id, title, None, &options.section)))
            .chain(
                content
                    .bundle
                    .sections
                    .iter()
                    .map(|(id, title)| choice(id.as_str(), title, content.lang_of(id.as_str()), &options.section)),
            )
            .collect();
    let themes = [("", messages.embed_auto()), ("light", messages.theme_light()), ("dark", messages.theme_dark())];
    let modes = [("", messages.embed_frame()), ("inline", messages.embed_inline())];
    html! {
        <details id="embed" {ontoggle}>
            <summary>{ messages.embed() }</summary>
            <p>{ messages.embed_lead() }</p>
            <div class="tool narrow">
                { choose("section", messages.embed_section(), sections, |options, value| options.section = value) }
                { choose("theme", messages.theme(), themes.map(|(value, name)| choice(value, name, None, &options.theme)).to_vec(), |options, value| options.theme = value) }
                { choose("mode", messages.embed_mode(), modes.map(|(value, name)| choice(value, name, None, &options.mode)).to_vec(), |options, value| options.mode = value) }
            </div>
            <pre class="wide" tabindex="0" role="region" aria-label={messages.embed_lines()}><code key={lines.clone()}>{ lines.clone() }</code></pre>
            <p class="tool">
                <button type="button" class="choice" {onclick}>{ messages.copy_lines() }</button>
                { clipboard::notice("status", *copied, messages.link_copied()) }
            </p>
            <div class="tool preview">{ if *opened { preview(home, messages, &options, &title) } else { Html::default() } }</div>
        </details>
    }
}

/// Returns the element's attributes, in the order of the lines.
fn attributes(messages: Messages, options: &EmbedOptions) -> Vec<(&'static str, String)> {
    let lang = if messages == Messages::ALL[0] { "" } else { messages.lang() };
    let all = [
        ("section", options.section.clone()),
        ("theme", options.theme.clone()),
        ("mode", options.mode.clone()),
        ("lang", lang.to_owned()),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// Returns the page's folder for the first language, from the page's own URL.
fn root(home: &str, messages: Messages) -> String {
    home.strip_suffix(&folder(messages)).unwrap_or(home).to_owned()
}

/// Returns the two lines to copy.
fn lines(home: &str, messages: Messages, options: &EmbedOptions, title: &str) -> String {
    let mut element = String::from("<carrot-privacy");
    for (name, value) in attributes(messages, options) {
        element.extend([" ", name, "=\"", &value, "\""]);
    }
    let link = if home.is_empty() { "./" } else { home };
    let root = root(home, messages);
    format!("<script type=\"module\" src=\"{root}embed/v1.js\"></script>\n{element}><a href=\"{link}\">{title}</a></carrot-privacy>")
}

/// Renders the `<carrot-privacy>` element. `web/boot.js` loads its script when the panel is opened.
fn preview(home: &str, messages: Messages, options: &EmbedOptions, title: &str) -> Html {
    let mut element = yew::virtual_dom::VTag::new("carrot-privacy");
    for (name, value) in attributes(messages, options) {
        element.add_attribute(name, value);
    }
    element.add_child(html! { <a href={home.to_owned()}>{ title.to_owned() }</a> });
    html! {
        <>
            <h3>{ messages.embed_preview() }</h3>
            { VNode::from(element) }
        </>
    }
}
