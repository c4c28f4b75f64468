//! Prints a link to the page with a question for the solver: `cargo run -p carrot-web --example share_link`.

use carrot_web::{Action, State};

fn main() {
    let actions = ["framework.soc-2", "data.cards"].into_iter().filter_map(|need| need.parse().ok());
    let state = actions.fold(State::default(), |state, need| state.after(Action::Need(need, true)));
    println!("https://bot.example/privacy/?{}#solver", state.query());
}
