//! Renders the choice of colors.

use yew::prelude::*;

use crate::{
    state::{Action, Theme},
    store::{ToolProps, use_store},
};

/// Renders a button for each theme.
#[component]
pub(crate) fn ThemeChoice(ToolProps { store }: &ToolProps) -> Html {
    let messages = store.content().messages;
    let chosen = use_store(store, |state| state.theme);
    let button = |theme: Theme| {
        let name = match theme {
            Theme::System => messages.theme_system(),
            Theme::Light => messages.theme_light(),
            Theme::Dark => messages.theme_dark(),
        };
        let onclick = store.on(move |_: MouseEvent| Some(Action::Theme(theme)));
        html! { <button key={name} type="button" class="choice" aria-pressed={(theme == chosen).to_string()} {onclick}>{ name }</button> }
    };
    html! {
        <div class="choices" role="group" aria-labelledby="theme-label">
            <p class="label" id="theme-label">{ messages.theme() }</p>
            { for Theme::ALL.into_iter().map(button) }
        </div>
    }
}
