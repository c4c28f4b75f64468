//! The choice of colors.

use yew::prelude::*;

use crate::{
    state::{Action, Theme},
    store::{ToolProps, use_store},
};

/// A button for each theme.
#[component]
pub(crate) fn ThemeChoice(ToolProps { store }: &ToolProps) -> Html {
    let words = store.content().words;
    let chosen = use_store(store, |state| state.theme);
    let button = |theme: Theme| {
        let name = match theme {
            Theme::System => words.theme_system(),
            Theme::Light => words.theme_light(),
            Theme::Dark => words.theme_dark(),
        };
        let onclick = store.on(move |_: MouseEvent| Some(Action::Theme(theme)));
        html! { <button key={name} type="button" class="choice" aria-pressed={(theme == chosen).to_string()} {onclick}>{ name }</button> }
    };
    html! {
        <div class="choices" role="group" aria-labelledby="theme-label">
            <p class="label" id="theme-label">{ words.theme() }</p>
            { for Theme::ALL.into_iter().map(button) }
        </div>
    }
}
