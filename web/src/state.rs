//! What a reader has asked the page for. One [`Action`], one pure reducer: no clock, no randomness, no browser.
//!
//! The address is a view of this state ([`State::address`], [`State::at`]): what can be asked for can be shared, and going back and
//! forward is one action like any other.

/// What a reader has asked for. Names that nobody knows are kept: what draws the state passes over them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The text in the search box.
    pub query: String,
    /// The party whose statements alone are shown; empty: everyone's.
    pub by: String,
    /// How the page is coloured.
    pub theme: Theme,
    /// The open cell of the coverage table: a service and a framework.
    pub cell: Option<(String, String)>,
    /// What of the coverage table is shown, and in which order.
    pub table: Table,
    /// What the solver is asked.
    pub asked: Asked,
}

/// How the page is coloured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system is.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// Its name in addresses and in the document; empty: the system's.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that name; the system's for any other.
    pub fn named(name: &str) -> Self {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}

/// What of the coverage table is shown, and in which order; nothing: all of it, as content has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Part of the names of services.
    pub services: String,
    /// The one framework shown.
    pub framework: String,
    /// The one group of services shown.
    pub group: String,
    /// The column by which rows are sorted: `service`, or a framework.
    pub sort: String,
    /// Whether the other way round.
    pub down: bool,
}

/// What the solver is asked. An hour count that is no number is not asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// What is picked, by the names that the page has for them: `framework`, `data`, `region` or `isolation`, a dot, an id. Sorted,
    /// each once; a set would weigh more in the program than it is worth.
    pub needs: Vec<String>,
    /// Restored after so many hours at most.
    pub restore: Option<u32>,
    /// With so many hours of data lost at most.
    pub loss: Option<u32>,
}

impl Asked {
    /// Picks something, or takes it back.
    pub fn pick(&mut self, need: String, picked: bool) {
        self.needs.retain(|other| *other != need);
        if picked {
            let at = self.needs.iter().position(|other| *other > need).unwrap_or(self.needs.len());
            self.needs.insert(at, need);
        }
    }
}

/// What a reader does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Types in the search box.
    Search(String),
    /// Asks for the statements of one party, or (empty) of everyone.
    By(String),
    /// Chooses how the page is coloured.
    Theme(Theme),
    /// Opens a cell of the coverage table, or closes it.
    Cell(Option<(String, String)>),
    /// Narrows the coverage table to services with that in their names.
    Services(String),
    /// Narrows the coverage table to a framework, or (empty) to none.
    Framework(String),
    /// Narrows the coverage table to a group of services, or (empty) to none.
    Group(String),
    /// Sorts the coverage table by a column; again, the other way round; a third time, not at all.
    Sort(String),
    /// Shows the whole coverage table, as content has it.
    WholeTable,
    /// Asks the solver for something, or for it no more.
    Need(String, bool),
    /// Asks the solver for services that are restored in time.
    Restore(Option<u32>),
    /// Asks the solver for services that lose no more.
    Loss(Option<u32>),
    /// Asks the solver for nothing.
    AskNothing,
    /// Goes to an address: back, forward, or where a link led.
    Go(State),
}

impl State {
    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut state = self.clone();
        match action {
            Action::Search(query) => state.query = query.chars().take(MOST).collect(),
            Action::By(party) => state.by = party,
            Action::Theme(theme) => state.theme = theme,
            Action::Cell(cell) => state.cell = cell,
            Action::Services(text) => state.table.services = text,
            Action::Framework(id) => state.table.framework = id,
            Action::Group(group) => state.table.group = group,
            Action::Sort(column) => {
                let table = &mut state.table;
                let again = table.sort == column;
                (table.sort, table.down) = match (again, table.down) {
                    (false, _) => (column, false),
                    (true, false) => (column, true),
                    (true, true) => (String::new(), false),
                };
            }
            Action::WholeTable => state.table = Table::default(),
            Action::Need(need, picked) => state.asked.pick(need, picked),
            Action::Restore(hours) => state.asked.restore = hours,
            Action::Loss(hours) => state.asked.loss = hours,
            Action::AskNothing => state.asked = Asked::default(),
            Action::Go(there) => state = there,
        }
        state
    }

    /// The state that an address's query tells, with or without its `?`; what it says that nobody understands is passed over.
    ///
    /// ```
    /// use carrot_web::State;
    /// let state = State::at("?by=host&need=framework.soc-2&need=data.cards&loss=4&what=ever");
    /// assert_eq!((state.by.as_str(), state.asked.needs.len(), state.asked.loss), ("host", 2, Some(4)));
    /// assert_eq!(State::at(&state.address()), state);
    /// ```
    pub fn at(query: &str) -> Self {
        let mut state = Self::default();
        for (name, value) in form_urlencoded::parse(query.strip_prefix('?').unwrap_or(query).as_bytes()) {
            let value: String = value.chars().filter(|it| !it.is_control()).take(MOST).collect();
            match &*name {
                "q" => state.query = value,
                "by" => state.by = value,
                "theme" => state.theme = Theme::named(&value),
                "cell" => state.cell = value.split_once('.').map(|(service, framework)| (service.to_owned(), framework.to_owned())),
                "services" => state.table.services = value,
                "framework" => state.table.framework = value,
                "group" => state.table.group = value,
                "sort" => state.table.sort = value,
                "down" => state.table.down = true,
                "need" if state.asked.needs.len() < MOST => state.asked.pick(value, true),
                "restore" => state.asked.restore = value.parse().ok(),
                "loss" => state.asked.loss = value.parse().ok(),
                _ => {}
            }
        }
        state
    }

    /// The query of the address of this state, without its `?`; empty where nothing is asked for.
    pub fn address(&self) -> String {
        let Self { query, by, theme, cell, table, asked } = self;
        let hours = |hours: &Option<u32>| hours.map(|hours| hours.to_string()).unwrap_or_default();
        let cell = cell.as_ref().map(|(service, framework)| [service, ".", framework].concat()).unwrap_or_default();
        let (restore, loss) = (hours(&asked.restore), hours(&asked.loss));
        let before: [(&str, &str); 8] = [
            ("q", query),
            ("by", by),
            ("theme", theme.name()),
            ("cell", &cell),
            ("services", &table.services),
            ("framework", &table.framework),
            ("group", &table.group),
            ("sort", &table.sort),
        ];
        let down = [("down", if table.down { "yes" } else { "" })];
        let needs = asked.needs.iter().map(|need| ("need", need.as_str()));
        let after = [("restore", restore.as_str()), ("loss", &loss)];
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in before.into_iter().chain(down).chain(needs).chain(after).filter(|(_, value)| !value.is_empty()) {
            out.append_pair(name, value);
        }
        out.finish()
    }
}

/// More characters than a value, and more values than a list, of an address that a person made.
const MOST: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> State {
        [
            Action::Search("tls & é".to_owned()),
            Action::By("host".to_owned()),
            Action::Theme(Theme::Dark),
            Action::Cell(Some(("postgres".to_owned(), "soc-2".to_owned()))),
            Action::Services("post".to_owned()),
            Action::Framework("soc-2".to_owned()),
            Action::Group("shield".to_owned()),
            Action::Sort("service".to_owned()),
            Action::Sort("service".to_owned()),
            Action::Need("data.cards".to_owned(), true),
            Action::Need("framework.soc-2".to_owned(), true),
            Action::Restore(Some(12)),
            Action::Loss(Some(4)),
        ]
        .into_iter()
        .fold(State::default(), |state, action| state.after(action))
    }

    #[test]
    fn every_part_of_the_state_is_in_its_address() {
        let address = full().address();
        assert_eq!(
            address,
            "q=tls+%26+%C3%A9&by=host&theme=dark&cell=postgres.soc-2&services=post&framework=soc-2&group=shield&sort=service&down=yes\
             &need=data.cards&need=framework.soc-2&restore=12&loss=4"
        );
        assert_eq!(State::at(&address), full());
        assert_eq!((State::default().address(), State::at("?")), (String::new(), State::default()));
    }

    #[test]
    fn what_an_address_says_that_nobody_understands_is_passed_over() {
        for garbage in ["%", "?%ff%fe&&&===", "theme=purple", "cell=nodot", "restore=-1&loss=1e9", "down", "=q", "\u{0}"] {
            let state = State::at(garbage);
            assert_eq!(State { table: Table::default(), ..state }, State::default(), "{garbage}");
        }
        assert_eq!(State::at(&["q=", &"x".repeat(20_000)].concat()).query.len(), MOST);
        assert_eq!(State::at("q=a%00b%0Ac").query, "abc");
    }

    #[test]
    fn sorting_again_turns_round_and_a_third_time_ends() {
        let sort = |state: &State| state.after(Action::Sort("soc-2".to_owned()));
        let one = sort(&State::default());
        let two = sort(&one);
        assert_eq!((one.table.sort.as_str(), one.table.down, two.table.down), ("soc-2", false, true));
        assert_eq!(sort(&two), State::default());
        assert_eq!(two.after(Action::Sort("service".to_owned())).table.sort, "service");
        assert_eq!(full().after(Action::WholeTable).table, Table::default());
    }

    #[test]
    fn what_is_asked_can_be_taken_back() {
        let state = full().after(Action::Need("data.cards".to_owned(), false)).after(Action::Need("never.there".to_owned(), false));
        assert_eq!(state.asked.needs, ["framework.soc-2"]);
        assert_eq!(state.after(Action::AskNothing).asked, Asked::default());
        assert_eq!(state.after(Action::Go(State::default())), State::default());
        assert_eq!(state.after(Action::By(String::new())).after(Action::Theme(Theme::System)).theme, Theme::System);
    }
}
