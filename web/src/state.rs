//! What a reader has asked the page for. One [`Action`], one pure reducer: no clock, no randomness, no browser.

use std::rc::Rc;

use carrot_core::PartyId;
use yew::Reducible;

/// What a reader has asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// The text in the search box.
    pub query: String,
    /// The party whose statements alone are shown; none: everyone's.
    pub only: Option<PartyId>,
}

/// What a reader does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Types in the search box.
    Search(String),
    /// Asks for the statements of one party, or of everyone.
    Only(Option<PartyId>),
}

impl State {
    /// The state after an action.
    pub fn after(&self, action: Action) -> Self {
        match action {
            Action::Search(query) => Self { query, ..self.clone() },
            Action::Only(only) => Self { only, ..self.clone() },
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_and_filter_leave_each_other_alone() {
        let heroku: PartyId = "host".parse().unwrap();
        let state = State::default().after(Action::Search("tls".to_owned())).after(Action::Only(Some(heroku.clone())));
        assert_eq!(state, State { query: "tls".to_owned(), only: Some(heroku) });
        assert_eq!(state.after(Action::Search(String::new())).after(Action::Only(None)), State::default());
    }
}
