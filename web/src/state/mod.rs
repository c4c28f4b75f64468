//! The state of the page's tools: one [`Action`], one pure reducer. It uses no clock, no randomness, no browser.
//!
//! The URL is a view of this state ([`State::query`], [`State::from_query`]). So a reader can share
//! every question, and going back or forward is an ordinary action.

mod question;
mod table;
mod url;

pub use question::{Criterion, HoursInput, InvalidHours, SolverQuery};
pub use table::{Column, TableView, group_name, group_named};

use carrot_core::{FrameworkId, PartyId, ServiceGroup, ServiceId};

/// The reader's choices. Ids may be unknown in the content: the tools ignore those.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The text in the search box.
    pub search: String,
    /// The party whose statements are shown; `None` shows all.
    pub party: Option<PartyId>,
    /// The colors of the page.
    pub theme: Theme,
    /// The open cell of the coverage table.
    pub cell: Option<CellId>,
    /// The rows and columns of the coverage table that are shown, and their order.
    pub table: TableView,
    /// The solver's question.
    pub question: SolverQuery,
}

/// A cell of the coverage table.
pub type CellId = (ServiceId, FrameworkId);

/// The colors of the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// The colors that the reader's system asks for.
    #[default]
    System,
    /// The light theme.
    Light,
    /// The dark theme.
    Dark,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Returns its name in URLs, storage and the document; empty for [`Theme::System`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Returns the theme with that name; [`Theme::System`] for an unknown name.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}

/// An action of the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Types in the search box.
    Search(String),
    /// Shows the statements of one party, or of everyone.
    Party(Option<PartyId>),
    /// Chooses the colors of the page.
    Theme(Theme),
    /// Opens a cell of the coverage table, or closes it.
    Cell(Option<CellId>),
    /// Filters the services of the coverage table by name.
    Filter(String),
    /// Shows one framework of the coverage table, or all.
    Framework(Option<FrameworkId>),
    /// Shows one group of services of the coverage table, or all.
    Group(Option<ServiceGroup>),
    /// Sorts the coverage table by a column; a second time in reverse; a third time not at all.
    Sort(Column),
    /// Shows the whole coverage table in the order of content.
    ResetTable,
    /// Ticks or unticks a need.
    Need(Criterion, bool),
    /// Types the maximum hours until a service is restored.
    Restore(String),
    /// Types the maximum hours of lost data.
    Loss(String),
    /// Asks the solver another question.
    Ask(SolverQuery),
    /// Goes to a URL: back, forward, or by a link.
    Go(Box<State>),
}

impl State {
    /// Returns the state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut state = self.clone();
        match action {
            Action::Search(query) => state.search = limited(&query),
            Action::Party(party) => state.party = party,
            Action::Theme(theme) => state.theme = theme,
            Action::Cell(cell) => state.cell = cell,
            Action::Filter(text) => state.table.filter = limited(&text),
            Action::Framework(id) => state.table.framework = id,
            Action::Group(group) => state.table.group = group,
            Action::Sort(column) => {
                let table = &mut state.table;
                let again = table.sort.as_ref() == Some(&column);
                (table.sort, table.descending) = match (again, table.descending) {
                    (false, _) => (Some(column), false),
                    (true, false) => (Some(column), true),
                    (true, true) => (None, false),
                };
            }
            Action::ResetTable => state.table = TableView::default(),
            Action::Need(need, ticked) => state.question.tick(need, ticked),
            Action::Restore(hours) => state.question.restore = HoursInput(limited(&hours)),
            Action::Loss(hours) => state.question.loss = HoursInput(limited(&hours)),
            Action::Ask(question) => state.question = question,
            // The theme is the reader's own, not part of the URL.
            Action::Go(state_of_url) => state = Self { theme: self.theme, ..*state_of_url },
        }
        state
    }
}

/// Cuts a text that a reader typed or pasted to [`MAX_CHARS`].
fn limited(text: &str) -> String {
    text.chars().take(MAX_CHARS).collect()
}

/// Maximum length of a text in the state, in characters.
const MAX_CHARS: usize = 1000;
/// Maximum number of needs that are read from a URL.
const MAX_NEEDS: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    fn framework(id: &str) -> FrameworkId {
        id.parse().unwrap()
    }

    fn full() -> State {
        [
            Action::Search("tls & é".to_owned()),
            Action::Party(Some("host".parse().unwrap())),
            Action::Theme(Theme::Dark),
            Action::Cell(Some(("postgres".parse().unwrap(), framework("soc-2")))),
            Action::Filter("post".to_owned()),
            Action::Framework(Some(framework("soc-2"))),
            Action::Group(Some(ServiceGroup::Shield)),
            Action::Sort(Column::Service),
            Action::Sort(Column::Service),
            Action::Need("data.cards".parse().unwrap(), true),
            Action::Need("framework.soc-2".parse().unwrap(), true),
            Action::Restore("12".to_owned()),
            Action::Loss("4".to_owned()),
        ]
        .into_iter()
        .fold(State::default(), |state, action| state.after(action))
    }

    #[test]
    fn url_contains_the_state_without_the_theme() {
        let query = full().query();
        assert_eq!(
            query,
            "q=tls+%26+%C3%A9&by=host&cell=postgres.soc-2&services=post&framework=soc-2&group=shield&sort=service&down=yes\
             &need=data.cards&need=framework.soc-2&restore=12&loss=4"
        );
        // Leave out the theme, but read it from older links.
        assert_eq!(State::from_query(&query), State { theme: Theme::System, ..full() });
        assert_eq!(State::from_query("theme=dark").theme, Theme::Dark);
        assert_eq!((State::default().query(), State::from_query("?")), (String::new(), State::default()));
    }

    #[test]
    fn pairs_of_other_programs_stay_in_the_url() {
        let before = "?utm_source=a%20b&q=x&ref&=y&by=bot&need=data.x&utm_source=c+d&&down=yes&theme=dark";
        assert_eq!(State::default().query_merged_into(before), "utm_source=a%20b&ref&=y&utm_source=c+d");
        let state = State::default().after(Action::Search("z".to_owned()));
        assert_eq!(state.query_merged_into(before), "q=z&utm_source=a%20b&ref&=y&utm_source=c+d");
        assert_eq!(state.query_merged_into(""), "q=z");
        let many = "need=framework.x&".repeat(MAX_NEEDS + 1);
        assert_eq!(state.query_merged_into(&many), "q=z", "needs beyond the limit are dropped, not kept as pairs of other programs");
    }

    /// boot.js opens the fold of a tool that the URL is about, before the program starts.
    #[test]
    fn boot_script_knows_the_names_in_the_url() {
        let names = |state: State| {
            let mut names: Vec<String> = form_urlencoded::parse(state.query().as_bytes()).map(|(name, _)| name.into_owned()).collect();
            names.dedup();
            // `down` is never in a URL without `sort`.
            names.retain(|name| name != "down");
            ["/[?&](", &names.join("|"), ")=/.test(location.search)"].concat()
        };
        // Without `..`, so that a new field does not compile before somebody decides whether its tool is in a fold. These three are not.
        let State { cell, table, question, search: _, party: _, theme: _ } = full();
        let boot = include_str!("../../boot.js");
        for about in [State { question, ..State::default() }, State { cell, table, ..State::default() }].map(names) {
            assert!(boot.contains(&about), "web/boot.js lacks {about}");
        }
    }

    #[test]
    fn invalid_parts_of_a_url_are_ignored() {
        for garbage in ["%", "?%ff%fe&&&===", "theme=purple", "cell=nodot", "cell=a.B", "by=%22%5D", "need=x.y", "down", "=q", "\u{0}"]
        {
            let state = State::from_query(garbage);
            assert_eq!(State { table: TableView::default(), ..state }, State::default(), "{garbage}");
        }
        assert_eq!(State::from_query(&["q=", &"x".repeat(20_000)].concat()).search.len(), MAX_CHARS);
        assert_eq!(State::from_query("q=a%00b%0Ac").search, "abc");
    }

    #[test]
    fn hours_are_whole_numbers_and_typed_text_is_kept() {
        let value = |text: &str| HoursInput(text.to_owned()).value();
        for (text, hours) in [("", None), (" ", None), ("0", Some(0)), ("12", Some(12)), (" 7 ", Some(7)), ("99999", Some(99_999))] {
            assert_eq!(value(text), Ok(hours), "{text:?}");
        }
        for text in ["100000", "99999999999", "-1", "+1", "1.5", "1e3", "12abc", "zw\u{f6}lf"] {
            assert_eq!(value(text), Err(InvalidHours), "{text:?}");
            assert_eq!(State::default().after(Action::Loss(text.to_owned())).question.loss.0, text);
        }
    }

    #[test]
    fn second_sort_reverses_and_third_ends() {
        let sort = |state: &State| state.after(Action::Sort(Column::Framework(framework("soc-2"))));
        let first = sort(&State::default());
        let second = sort(&first);
        assert_eq!((first.table.descending, second.table.descending), (false, true));
        assert_eq!(sort(&second), State::default());
        assert_eq!(second.after(Action::Sort(Column::Service)).table.sort, Some(Column::Service));
        assert_eq!(full().after(Action::ResetTable).table, TableView::default());
    }

    #[test]
    fn needs_can_be_unticked_and_reset() {
        let state = full().after(Action::Need("data.cards".parse().unwrap(), false));
        assert_eq!(state.question.needs, ["framework.soc-2".parse().unwrap()]);
        assert_eq!(state.after(Action::Ask(SolverQuery::default())).question, SolverQuery::default());
        assert_eq!(
            state.after(Action::Go(Box::default())),
            State { theme: Theme::Dark, ..State::default() },
            "a URL does not change the theme"
        );
    }
}
