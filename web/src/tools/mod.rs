//! The tools of the page: Yew components. The build machine renders them in their default state, and the browser mounts them in the
//! same places.
//!
//! ARCHITECTURE.md explains how to add one in five edits.

mod cell;
mod copy_link;
mod coverage_table;
mod embed_panel;
pub(crate) mod focus;
mod party_filter;
mod search;
mod solver;
mod theme;

#[cfg(feature = "ssr")]
pub(crate) use solver::item;
use yew::prelude::*;

use crate::store::Store;

/// A tool, by the name that its place in the document has in `data-tool`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// Full-text search.
    Search,
    /// The filter of statements by party.
    PartyFilter,
    /// The choice of colors.
    Theme,
    /// The button that copies the link of a statement.
    CopyLink,
    /// The panel for embedding the policy.
    EmbedPanel,
    /// The coverage table with its open cell.
    CoverageTable,
    /// The solver.
    Solver,
}

impl Tool {
    /// All tools, in the order in which they are mounted.
    pub const ALL: [Self; 7] =
        [Self::Search, Self::PartyFilter, Self::Theme, Self::CopyLink, Self::EmbedPanel, Self::CoverageTable, Self::Solver];

    /// Returns its name in `data-tool`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::PartyFilter => "party-filter",
            Self::Theme => "theme",
            Self::CopyLink => "copy-link",
            Self::EmbedPanel => "embed-panel",
            Self::CoverageTable => "coverage-table",
            Self::Solver => "solver",
        }
    }
}

/// The props of [`ToolRoot`].
#[derive(Debug, Clone, Default, PartialEq, Properties)]
pub struct RootProps {
    /// The tool to render and the store of its page; `None` renders nothing.
    #[prop_or_default]
    pub shown: Option<(Tool, Store)>,
    /// Called when the tool is in the document.
    #[prop_or_default]
    pub onmounted: Callback<()>,
}

/// The root of every tool: one component type, so that a root that was unmounted can serve any other tool.
#[component]
pub fn ToolRoot(RootProps { shown, onmounted }: &RootProps) -> Html {
    {
        let onmounted = onmounted.clone();
        use_effect_with(shown.clone(), move |_| onmounted.emit(()));
    }
    let Some((tool, store)) = shown.clone() else { return Html::default() };
    match tool {
        Tool::Search => html! { <search::Search {store} /> },
        Tool::PartyFilter => html! { <party_filter::PartyFilter {store} /> },
        Tool::Theme => html! { <theme::ThemeChoice {store} /> },
        Tool::CopyLink => html! { <copy_link::CopyLink {store} /> },
        Tool::EmbedPanel => html! { <embed_panel::EmbedPanel {store} /> },
        Tool::CoverageTable => html! { <coverage_table::CoverageTable {store} /> },
        Tool::Solver => html! { <solver::Solver {store} /> },
    }
}
