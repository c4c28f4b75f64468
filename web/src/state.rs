//! The state of the page's tools: one [`Action`], one pure reducer. No clock, no randomness, no browser.
//!
//! The URL is a view of this state ([`State::query`], [`State::from_query`]): whatever a reader can ask for can be shared, and going back
//! and forward is one action like any other.

use std::{fmt, str::FromStr};

use carrot_core::{
    DataRuleId, Facts, FrameworkId, PartyId, RegionId, ServiceGroup, ServiceId,
    qualify::{Isolation, Requirements},
};

/// What a reader has asked for. Ids may name nothing in the content: the tools ignore those.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The text in the search box.
    pub search: String,
    /// The party whose statements alone are shown; `None`: everyone's.
    pub party: Option<PartyId>,
    /// The colors of the page.
    pub theme: Theme,
    /// The open cell of the coverage table.
    pub cell: Option<CellId>,
    /// The rows and columns of the coverage table that are shown, and their order.
    pub table: TableView,
    /// The solver's question.
    pub question: Question,
}

/// A cell of the coverage table.
pub type CellId = (ServiceId, FrameworkId);

/// The colors of the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// The colors that the reader's system asks for.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in URLs, storage and the document; empty for [`Theme::System`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with that name; [`Theme::System`] for an unknown name.
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}

/// The rows and columns of the coverage table that are shown, and their order. The default shows all in the order of content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableView {
    /// Words that the names of the shown services contain.
    pub filter: String,
    /// The only framework shown.
    pub framework: Option<FrameworkId>,
    /// The only group of services shown.
    pub group: Option<ServiceGroup>,
    /// The column that sorts the rows.
    pub sort: Option<Column>,
    /// Whether the order is reversed.
    pub descending: bool,
}

/// A column of the coverage table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// The names of the services.
    Service,
    /// A framework.
    Framework(FrameworkId),
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Service => "service",
            Self::Framework(id) => id.as_str(),
        })
    }
}

/// The names of the groups of services in URLs.
const GROUPS: [(&str, ServiceGroup); 4] = [
    ("common", ServiceGroup::Common),
    ("private", ServiceGroup::Private),
    ("shield", ServiceGroup::Shield),
    ("other", ServiceGroup::Other),
];

/// The group's name in URLs and in the document.
pub fn group_name(group: ServiceGroup) -> &'static str {
    GROUPS.into_iter().find(|(_, other)| *other == group).map_or("", |(name, _)| name)
}

/// The group with that name in URLs.
pub fn group_named(name: &str) -> Option<ServiceGroup> {
    GROUPS.into_iter().find(|(other, _)| *other == name).map(|(_, group)| group)
}

/// A requirement that can be ticked. In URLs it is its kind, a dot and its id: `framework.soc-2`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A kind of data.
    Data(DataRuleId),
    /// A framework.
    Framework(FrameworkId),
    /// Isolation from other customers.
    Isolation(Isolation),
    /// A region.
    Region(RegionId),
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, id) = match self {
            Self::Data(id) => ("data", id.as_str()),
            Self::Framework(id) => ("framework", id.as_str()),
            Self::Isolation(Isolation::Private) => ("isolation", "private"),
            Self::Isolation(Isolation::Shield) => ("isolation", "shield"),
            Self::Region(id) => ("region", id.as_str()),
        };
        f.write_str(kind)?;
        f.write_str(".")?;
        f.write_str(id)
    }
}

impl FromStr for Need {
    /// The text names no requirement.
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once('.').ok_or(())?;
        Ok(match (kind, id) {
            ("data", id) => Self::Data(id.parse().map_err(drop)?),
            ("framework", id) => Self::Framework(id.parse().map_err(drop)?),
            ("region", id) => Self::Region(id.parse().map_err(drop)?),
            ("isolation", "private") => Self::Isolation(Isolation::Private),
            ("isolation", "shield") => Self::Isolation(Isolation::Shield),
            _ => return Err(()),
        })
    }
}

/// A number of hours as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours(pub String);

/// The text is not a whole number from 0 to [`Hours::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotHours;

impl Hours {
    /// The largest number that is accepted, about eleven years.
    pub const MAX: u32 = 99_999;

    /// The hours; `None` if nothing is typed.
    ///
    /// # Errors
    /// [`NotHours`] for any other text.
    pub fn value(&self) -> Result<Option<u32>, NotHours> {
        let text = self.0.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let value = text.parse().ok().filter(|hours| digits && *hours <= Self::MAX);
        value.map(Some).ok_or(NotHours)
    }
}

/// The solver's question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// The requirements that are ticked, in order, each once. A set would weigh more in the wasm than it is worth.
    pub needs: Vec<Need>,
    /// The most hours until a service is restored.
    pub restore: Hours,
    /// The most hours of data that may be lost.
    pub loss: Hours,
}

impl Question {
    /// Ticks a requirement, or unticks it.
    fn tick(&mut self, need: Need, ticked: bool) {
        match self.needs.binary_search(&need) {
            Err(at) if ticked => self.needs.insert(at, need),
            Ok(at) if !ticked => drop(self.needs.remove(at)),
            _ => {}
        }
    }

    /// The question as core takes it. Ids that the facts do not have, and hours that are not valid, are left out.
    pub fn requirements(&self, facts: &Facts) -> Requirements {
        let mut out = Requirements {
            restore_hours: self.restore.value().ok().flatten(),
            loss_hours: self.loss.value().ok().flatten(),
            ..Requirements::default()
        };
        for need in &self.needs {
            match need {
                Need::Data(id) if facts.data_rule(id).is_some() => out.data.push(id.clone()),
                Need::Framework(id) if facts.framework(id).is_some() => out.frameworks.push(id.clone()),
                Need::Region(id) if facts.region(id).is_some() => out.regions.push(id.clone()),
                Need::Isolation(isolation) => out.isolation.push(*isolation),
                Need::Data(_) | Need::Framework(_) | Need::Region(_) => {}
            }
        }
        out
    }
}

/// Something that a reader does.
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
    /// Ticks a requirement, or unticks it.
    Need(Need, bool),
    /// Types the most hours until a service is restored.
    Restore(String),
    /// Types the most hours of data that may be lost.
    Loss(String),
    /// Clears the solver's question.
    ResetQuestion,
    /// Goes to a URL: back, forward, or by a link.
    Go(Box<State>),
}

impl State {
    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut state = self.clone();
        match action {
            Action::Search(query) => state.search = cut(&query),
            Action::Party(party) => state.party = party,
            Action::Theme(theme) => state.theme = theme,
            Action::Cell(cell) => state.cell = cell,
            Action::Filter(text) => state.table.filter = cut(&text),
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
            Action::Restore(hours) => state.question.restore = Hours(cut(&hours)),
            Action::Loss(hours) => state.question.loss = Hours(cut(&hours)),
            Action::ResetQuestion => state.question = Question::default(),
            // The theme is the reader's, not a place.
            Action::Go(there) => state = Self { theme: self.theme, ..*there },
        }
        state
    }

    /// The state that the query of a URL describes, with or without its `?`. Unknown names and invalid values are ignored.
    ///
    /// ```
    /// use carrot_web::State;
    /// let state = State::from_query("?by=host&need=framework.soc-2&need=data.cards&loss=4&what=ever");
    /// assert_eq!(state.question.needs.len(), 2);
    /// assert_eq!(state.question.loss.value(), Ok(Some(4)));
    /// assert_eq!(State::from_query(&state.query()), state);
    /// ```
    pub fn from_query(query: &str) -> Self {
        let mut state = Self::default();
        for (name, value) in form_urlencoded::parse(query.strip_prefix('?').unwrap_or(query).as_bytes()) {
            let value: String = value.chars().filter(|c| !c.is_control()).take(MAX).collect();
            match &*name {
                "q" => state.search = value,
                "by" => state.party = value.parse().ok(),
                "theme" => state.theme = Theme::named(&value),
                "cell" => state.cell = cell_named(&value),
                "services" => state.table.filter = value,
                "framework" => state.table.framework = value.parse().ok(),
                "group" => state.table.group = group_named(&value),
                "sort" if value == "service" => state.table.sort = Some(Column::Service),
                "sort" => state.table.sort = value.parse().ok().map(Column::Framework),
                "down" => state.table.descending = true,
                "need" if state.question.needs.len() < MAX => {
                    if let Ok(need) = value.parse() {
                        state.question.tick(need, true);
                    }
                }
                "restore" => state.question.restore = Hours(value),
                "loss" => state.question.loss = Hours(value),
                _ => {}
            }
        }
        state
    }

    /// The query of this state's URL, without its `?`; empty for the default state. It leaves out the theme: who shares a URL does not choose
    /// another reader's colors.
    pub fn query(&self) -> String {
        let Self { search, party, theme: _, cell, table, question } = self;
        let cell = cell.as_ref().map(|(service, framework)| [service.as_str(), ".", framework.as_str()].concat()).unwrap_or_default();
        let sort = table.sort.as_ref().map(Column::to_string).unwrap_or_default();
        let needs: Vec<String> = question.needs.iter().map(Need::to_string).collect();
        let before = [
            ("q", search.as_str()),
            ("by", party.as_ref().map_or("", PartyId::as_str)),
            ("cell", &cell),
            ("services", &table.filter),
            ("framework", table.framework.as_ref().map_or("", FrameworkId::as_str)),
            ("group", table.group.map_or("", group_name)),
            ("sort", &sort),
            ("down", if table.descending { "yes" } else { "" }),
        ];
        let needs = needs.iter().map(|need| ("need", need.as_str()));
        let after = [("restore", question.restore.0.as_str()), ("loss", &question.loss.0)];
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in before.into_iter().chain(needs).chain(after).filter(|(_, value)| !value.is_empty()) {
            out.append_pair(name, value);
        }
        out.finish()
    }
}

/// The cell that a text such as `shield-dynos.soc-2` names.
fn cell_named(text: &str) -> Option<CellId> {
    let (service, framework) = text.split_once('.')?;
    Some((service.parse().ok()?, framework.parse().ok()?))
}

fn cut(text: &str) -> String {
    text.chars().take(MAX).collect()
}

/// The most characters of a value, and the most values of a list: a person needs fewer.
const MAX: usize = 1000;

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
    fn every_part_of_the_state_but_the_theme_is_in_its_url() {
        let query = full().query();
        assert_eq!(
            query,
            "q=tls+%26+%C3%A9&by=host&cell=postgres.soc-2&services=post&framework=soc-2&group=shield&sort=service&down=yes\
             &need=data.cards&need=framework.soc-2&restore=12&loss=4"
        );
        // But for the theme, which is read where an older link has it.
        assert_eq!(State::from_query(&query), State { theme: Theme::System, ..full() });
        assert_eq!(State::from_query("theme=dark").theme, Theme::Dark);
        assert_eq!((State::default().query(), State::from_query("?")), (String::new(), State::default()));
    }

    #[test]
    fn garbage_in_a_url_is_ignored() {
        for garbage in ["%", "?%ff%fe&&&===", "theme=purple", "cell=nodot", "cell=a.B", "by=%22%5D", "need=x.y", "down", "=q", "\u{0}"]
        {
            let state = State::from_query(garbage);
            assert_eq!(State { table: TableView::default(), ..state }, State::default(), "{garbage}");
        }
        assert_eq!(State::from_query(&["q=", &"x".repeat(20_000)].concat()).search.len(), MAX);
        assert_eq!(State::from_query("q=a%00b%0Ac").search, "abc");
    }

    #[test]
    fn hours_are_whole_and_what_was_typed_is_kept() {
        let value = |text: &str| Hours(text.to_owned()).value();
        for (text, hours) in [("", None), (" ", None), ("0", Some(0)), ("12", Some(12)), (" 7 ", Some(7)), ("99999", Some(99_999))] {
            assert_eq!(value(text), Ok(hours), "{text:?}");
        }
        for text in ["100000", "99999999999", "-1", "+1", "1.5", "1e3", "12abc", "zw\u{f6}lf"] {
            assert_eq!(value(text), Err(NotHours), "{text:?}");
            assert_eq!(State::default().after(Action::Loss(text.to_owned())).question.loss.0, text);
        }
    }

    #[test]
    fn sorting_twice_reverses_and_three_times_ends() {
        let sort = |state: &State| state.after(Action::Sort(Column::Framework(framework("soc-2"))));
        let one = sort(&State::default());
        let two = sort(&one);
        assert_eq!((one.table.descending, two.table.descending), (false, true));
        assert_eq!(sort(&two), State::default());
        assert_eq!(two.after(Action::Sort(Column::Service)).table.sort, Some(Column::Service));
        assert_eq!(full().after(Action::ResetTable).table, TableView::default());
    }

    #[test]
    fn what_is_asked_can_be_taken_back() {
        let state = full().after(Action::Need("data.cards".parse().unwrap(), false));
        assert_eq!(state.question.needs, ["framework.soc-2".parse().unwrap()]);
        assert_eq!(state.after(Action::ResetQuestion).question, Question::default());
        assert_eq!(state.after(Action::Go(Box::default())), State { theme: Theme::Dark, ..State::default() }, "a place has no theme");
    }
}
