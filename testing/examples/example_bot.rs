//! Lists the statements of the example bot, on which tests of code run: `cargo run -p carrot-testing --example example_bot`.

use carrot_testing::example;

fn main() {
    for statement in example().statements() {
        println!("{}: {}", statement.id, statement.title);
    }
}
