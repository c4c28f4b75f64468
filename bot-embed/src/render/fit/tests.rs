//! Tests how answers are shortened.

use carrot_core::text::Link;

use super::*;

fn text(text: &str) -> Block {
    Block::Paragraph(vec![Inline::Text(text.to_owned())])
}

fn list(items: &[&str]) -> Block {
    Block::List { start: None, items: items.iter().map(|item| vec![text(item)]).collect() }
}

fn fitted(blocks: &[Block], most: usize) -> String {
    let kept = KeepRules { answers: &|text| text.contains("asked"), in_order: false, addresses: true };
    fit(blocks, &kept, |count| format!("and {count} more"), |text| text.len() <= most)
}

#[test]
fn lists_are_cut_first_and_counted() {
    let blocks = [text("Conditional."), list(&["one thing", "another", "a third"]), text("Only here.")];
    assert_eq!(fitted(&blocks, 99), "Conditional.\n- one thing\n- another\n- a third\nOnly here.");
    assert_eq!(fitted(&blocks, 50), "Conditional.\n- one thing\n- and 2 more\nOnly here.");
}

#[test]
fn rows_of_tables_are_lines_and_counted() {
    let cell = |text: &str| vec![Inline::Text(text.to_owned())];
    let row = |name: &str, kept: &str| vec![cell(name), cell(kept)];
    let rows = vec![row("Name", "7 days"), row("ID", "30 days"), row("Text", "never")];
    let blocks = [text("Kept:"), Block::Table { head: row("Data", "How long"), rows }];
    let line = "Kept:\n- Data: Name · How long: 7 days\n- Data: ID · How long: 30 days\n";
    assert_eq!(fitted(&blocks, 90), format!("{line}- and 1 more"));
}

#[test]
fn columns_that_do_not_answer_are_left_out_of_a_cut_table() {
    let row = |cells: [&str; 3]| cells.map(|text| vec![Inline::Text(text.to_owned())]).to_vec();
    let rows = vec![row(["Name", "Greets people", "7 days"]), row(["ID", "Finds people again", "30 days"])];
    let blocks = [Block::Table { head: row(["Data", "Why", "asked"]), rows }];
    assert_eq!(fitted(&blocks, 50), "- Name · asked: 7 days\n- ID · asked: 30 days");
    assert!(fitted(&blocks, 145).contains("Greets"));
}

#[test]
fn items_that_answer_are_left_out_last() {
    let blocks = [text("You may:"), list(&["get a copy", "correct it", "what is asked for", "object"])];
    assert_eq!(fitted(&blocks, 45), "You may:\n- what is asked for\n- and 3 more");
    assert_eq!(fitted(&blocks, 54), "You may:\n- get a copy\n- what is asked for\n- and 2 more");
}

#[test]
fn lines_with_an_address_are_left_out_last() {
    let link = Inline::Link {
        to: Link::new("mailto:me@lamp.example").unwrap().into(),
        text: vec![Inline::Text("me@lamp.example".to_owned())],
    };
    let line = |text: &str| Inline::Text(text.to_owned());
    let inlines = vec![
        line("Erika Muster"),
        Inline::Break,
        line("Lange Straße 24"),
        Inline::Break,
        line("12345 Ort"),
        Inline::Break,
        link,
        Inline::Break,
        line("Land"),
    ];
    let blocks = [text("Conditional."), Block::Paragraph(inlines)];
    assert!(fitted(&blocks, 70).contains("lamp.example"), "{}", fitted(&blocks, 70));
}

#[test]
fn a_cut_answer_keeps_the_items_that_answer() {
    let blocks = [list(&["one thing", "another", "what is asked for, and a long word about it"])];
    assert!(fitted(&blocks, 35).starts_with("- what is asked"), "{}", fitted(&blocks, 35));
}

#[test]
fn the_count_of_a_numbered_list_has_no_number() {
    let items = ["one thing", "another", "a third"].map(|item| vec![text(item)]).to_vec();
    let blocks = [text("You may:"), Block::List { start: Some(1), items }, text("Only here.")];
    assert_eq!(fitted(&blocks, 46), "You may:\n1. one thing\nand 2 more\n\nOnly here.");
}

#[test]
fn the_first_steps_stay() {
    let items = ["Write to us", "Wait", "It is what is asked for"].map(|item| vec![text(item)]).to_vec();
    let blocks = [text("How to do what is asked:"), Block::List { start: Some(1), items }];
    assert_eq!(fitted(&blocks, 62), "How to do what is asked:\n1. Write to us\n2. Wait\nand 1 more");
}

#[test]
fn numbered_items_keep_their_numbers() {
    let items = ["one thing", "another", "what is asked for", "a fourth"].map(|item| vec![text(item)]).to_vec();
    let blocks = [text("You may:"), Block::List { start: Some(1), items }];
    assert_eq!(fitted(&blocks, 55), "You may:\n2. another\n3. what is asked for\nand 2 more");
    assert_eq!(fitted(&blocks, 42), "You may:\n3. what is asked for\nand 3 more");
}

#[test]
fn an_item_with_an_address_is_left_out_last_if_addresses_are_asked_for() {
    let to = Link::new("mailto:us@bot.example").unwrap().into();
    let address = Block::Paragraph(vec![Inline::Link { to, text: vec![Inline::Text("us@bot.example".to_owned())] }]);
    let items = ["The team", "Some street", "Some town"].map(text).into_iter().chain([address]).map(|item| vec![item]);
    let blocks = [Block::List { start: None, items: items.collect() }];
    assert_eq!(fitted(&blocks, 45), "- The team\n- us\\@bot.example\n- and 2 more");
    let kept = KeepRules { answers: &|_| false, in_order: false, addresses: false };
    assert!(!fit(&blocks, &kept, |count| format!("and {count} more"), |text| text.len() <= 45).contains("bot.example"));
}

#[test]
fn lists_in_items_are_left_out_before_the_items() {
    let item = |name: &str| vec![text(name), list(&["a line of this right", "another line of it"])];
    let blocks = [text("Rights:"), Block::List { start: Some(1), items: vec![item("See it"), item("Delete it")] }];
    assert_eq!(fitted(&blocks, 45), "Rights:\n1. See it …\n2. Delete it …");
}

#[test]
fn introduction_is_removed_with_its_list() {
    let blocks = [text("A:"), list(&["one", "two"]), text("B:"), list(&["three", "four"])];
    assert_eq!(fitted(&blocks, 30), "A:\n- one\n- two\n- and 2 more");
}

#[test]
fn only_the_introduction_of_a_removed_list_is_removed() {
    let lines = ["Write to us.", "Or ask:"].map(|line| Inline::Text(line.to_owned()));
    let [first, second] = lines;
    let blocks = [text("Not checked."), Block::Paragraph(vec![first, Inline::Break, second]), list(&["a very long name of somebody"])];
    assert_eq!(fitted(&blocks, 45), "Not checked.\n\nWrite to us. …\nand 1 more");
}

#[test]
fn sentences_without_spaces_are_shortened_once() {
    let blocks = [text("はい。一つ。二つ。残り。")];
    assert_eq!(fitted(&blocks, 30), "はい。 … 残り。");
    assert_eq!(fitted(&blocks, 13), "はい。 …");
}

#[test]
fn a_sentence_longer_than_the_room_is_broken_between_words() {
    let blocks = [text("Not checked."), text("Whatever is written in one sentence stays below it."), text("More.")];
    assert_eq!(fitted(&blocks, 45), "Not checked.\n\nWhatever is written in one …");
}

#[test]
fn the_text_below_a_lead_is_broken_between_words_and_not_left_out() {
    let blocks =
        [text("Not checked."), text("We store only this:"), text("A sentence that is far too long for the room that is left.")];
    assert_eq!(fitted(&blocks, 55), "Not checked.\n\nWe store only this:\n\nA sentence that …");
}

#[test]
fn sentences_that_answer_are_left_out_last() {
    let blocks = [text("We care. A long one. What is asked for. Another long one. Yet more. The end.")];
    assert_eq!(fitted(&blocks, 60), "We care. A long one. What is asked for. … The end.");
    assert_eq!(fitted(&blocks, 45), "We care. … What is asked for. … The end.");
    assert_eq!(fitted(&blocks, 40), "We care. … What is asked for. …");
    assert_eq!(fitted(&blocks, 26), "… What is asked for. …");
}

#[test]
fn of_sentences_that_all_answer_the_first_ones_stay() {
    let blocks = [text("One is asked. Two is asked. Three is asked. Four is asked.")];
    assert_eq!(fitted(&blocks, 48), "One is asked. Two is asked. Three is asked. …");
    assert_eq!(fitted(&blocks, 32), "One is asked. Two is asked. …");
}

#[test]
fn a_long_sentence_that_answers_is_cut_and_not_left_out() {
    let long = "This long sentence says at last what is asked.";
    let blocks = [text("Not checked."), text(&format!("We care about you. {long}"))];
    assert_eq!(fitted(&blocks, 45), "Not checked. …\n\nThis long sentence says …");
    let blocks = [text("Not checked."), text("Whoever reads this may read on."), text(long)];
    assert_eq!(fitted(&blocks, 45), "Not checked. …\n\nThis long sentence says …");
}

#[test]
fn a_long_item_that_answers_loses_other_sentences() {
    let long = "A system learns. It learns from many people. It never sleeps. It is emptied as asked.";
    let items = ["One thing.", "Another.", long].map(|item| vec![text(item)]).to_vec();
    let blocks = [text("Points:"), Block::List { start: Some(1), items }];
    assert_eq!(fitted(&blocks, 70), "Points:\n3. A system learns. … It is emptied as asked.\nand 2 more");
}

#[test]
fn sentences_with_formatted_text_are_left_out_as_a_whole() {
    let [before, after] = ["First. Then ", " is not. What is asked is. More of it. The end."].map(|text| Inline::Text(text.to_owned()));
    let bold = Inline::Strong(vec![Inline::Text("this one".to_owned())]);
    let blocks = [Block::Paragraph(vec![before, bold, after])];
    assert_eq!(fitted(&blocks, 45), "First. … What is asked is. … The end.");
}

#[test]
fn the_last_sentence_of_a_verdict_stays() {
    let blocks = [text("Yes. Because of this. And that too. The rest is not stated.")];
    assert_eq!(fitted(&blocks, 55), "Yes. Because of this. … The rest is not stated.");
    assert_eq!(fitted(&blocks, 35), "Yes. … The rest is not stated.");
    assert_eq!(fitted(&blocks, 9), "Yes. …");
}

#[test]
fn items_behind_a_cut_are_counted() {
    let blocks = [text("A sentence that is far too long for the room that is left."), list(&["one", "two"])];
    assert_eq!(fitted(&blocks, 45), "A sentence that is far too …\nand 2 more");
}

#[test]
fn a_hidden_mail_address_is_left_out_last() {
    let line = |text: &str| Inline::Text(text.to_owned());
    let lines =
        [line("The lamp keeper"), Inline::Break, line("Lane 1"), Inline::Break, line("me[at]lamp"), Inline::Break, line("Moon")];
    let shown = fitted(&[Block::Paragraph(lines.to_vec())], 35);
    assert!(shown.contains(r"me\[at\]lamp") && shown.contains(LEFT_OUT), "{shown}");
    let items = [text("Write to us:"), list(&["the keeper", "the moon", "mail: me@lamp", "the street"])];
    assert_eq!(fitted(&items, 43), "Write to us:\n- mail: me\\@lamp\n- and 3 more");
}

#[test]
fn the_data_in_an_item_is_shown_before_other_items() {
    let item = vec![text("You give us the following."), list(&["colors", "names", "the shape of the lamp"])];
    let blocks = [Block::List { start: Some(1), items: vec![item, vec![text("We collect nothing in secret.")]] }];
    let shown = |most: usize| {
        let kept = KeepRules { answers: &|_| false, in_order: true, addresses: false };
        fit(&blocks, &kept, |count| format!("and {count} more"), |text| text.len() <= most)
    };
    assert_eq!(shown(70), "1. You give us the following.\n   - colors\n   - names\nand 2 more");
}

#[test]
fn only_the_sentence_that_introduces_a_list_is_left_out_with_it() {
    let blocks = [
        text("We take:"),
        list(&["colors", "names"]),
        text("What is asked for is here. We have these reasons:"),
        list(&["the lamp is dark", "the moon is far"]),
    ];
    let shown = fitted(&blocks, 75);
    assert!(shown.contains("asked for is here.") && !shown.contains("reasons"), "{shown}");
}

#[test]
fn the_text_below_a_list_in_an_only_item_is_left_out_last() {
    let item = vec![text("Bot"), text("It keeps:"), list(&["colors", "names", "the shape"]), text("All of it is kept as asked.")];
    let blocks = [text("Stated:"), Block::List { start: Some(1), items: vec![item] }];
    assert_eq!(fitted(&blocks, 75), "Stated:\n\nBot\n\nIt keeps:\n- colors\n- and 2 more\nAll of it is kept as asked.");
}
