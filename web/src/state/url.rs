//! The URL codec: writes the state as a query, and reads it back.

use carrot_core::{FrameworkId, PartyId};

use super::{CellId, Column, Criterion, HoursInput, MAX_CHARS, MAX_NEEDS, State, Theme, group_name, group_named};

impl State {
    /// Returns the state that the query of a URL describes, with or without its `?`. Unknown names
    /// and invalid values are ignored.
    ///
    /// ```
    /// use carrot_web::State;
    /// let state = State::from_query("?by=host&need=framework.soc-2&need=data.cards&loss=4&what=ever");
    /// assert_eq!(state.question.needs.len(), 2);
    /// assert_eq!(state.question.loss.value(), Ok(Some(4)));
    /// assert_eq!(State::from_query(&state.query()), state);
    /// ```
    pub fn from_query(query: &str) -> Self {
        Self::parse_query(query).0
    }

    /// Returns the query of this state's URL, followed by the pairs of the present query that do not belong to any state, unchanged. Other
    /// programs, such as analytics, read those pairs.
    ///
    /// ```
    /// use carrot_web::State;
    /// assert_eq!(State::from_query("by=host").query_merged_into("?utm_source=a+b&by=bot"), "by=host&utm_source=a+b");
    /// ```
    pub fn query_merged_into(&self, present: &str) -> String {
        let all = self.query() + &Self::parse_query(present).1;
        all.trim_start_matches('&').to_owned()
    }

    /// Returns the state that a query describes, and its pairs with other names as they are written, each after a `&`.
    fn parse_query(query: &str) -> (Self, String) {
        let mut state = Self::default();
        let mut foreign = String::new();
        for pair in query.strip_prefix('?').unwrap_or(query).split('&') {
            let Some((name, value)) = form_urlencoded::parse(pair.as_bytes()).next() else { continue };
            let value: String = value.chars().filter(|c| !c.is_control()).take(MAX_CHARS).collect();
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
                "need" => {
                    if state.question.needs.len() < MAX_NEEDS
                        && let Ok(need) = value.parse()
                    {
                        state.question.tick(need, true);
                    }
                }
                "restore" => state.question.restore = HoursInput(value),
                "loss" => state.question.loss = HoursInput(value),
                _ => foreign.extend(["&", pair]),
            }
        }
        (state, foreign)
    }

    /// Returns the query of this state's URL, without its `?`; empty for the default state. It
    /// leaves out the theme, because a shared URL must not change another reader's colors.
    pub fn query(&self) -> String {
        let Self { search, party, theme: _, cell, table, question } = self;
        let cell = cell.as_ref().map(|(service, framework)| [service.as_str(), ".", framework.as_str()].concat()).unwrap_or_default();
        let sort = table.sort.as_ref().map(Column::to_string).unwrap_or_default();
        let needs: Vec<String> = question.needs.iter().map(Criterion::to_string).collect();
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

/// Returns the cell that a text such as `shield-dynos.soc-2` names.
fn cell_named(text: &str) -> Option<CellId> {
    let (service, framework) = text.split_once('.')?;
    Some((service.parse().ok()?, framework.parse().ok()?))
}
