//! Recognizes statements with an address at which people are asked to write.

use carrot_core::addresses;

use crate::{
    links::first_mail,
    tree::{Block, plain_blocks},
    write,
};

/// The kind of address in a statement to which people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reachable {
    No,
    /// An invitation, a form or an account.
    Link,
    Mail,
}

/// Addresses at which people are asked to write, apart from invitations: trackers of issues, forms and accounts.
const CONTACT_ADDRESSES: [&str; 7] =
    ["/issues", "/discussions", "forms.gle/", "docs.google.com/forms", "https://t.me/", "(at)", "[at]"];

/// Words before a Discord account to which people write: "DM keeper#1234". An example of collected data has other words before it.
const WRITE_TO: [&str; 16] = [
    "dm",
    "message",
    "contact",
    "ping",
    "to",
    "at",
    "by",
    "me",
    "mir",
    "an",
    "à",
    "contacter",
    "contactez",
    "contacta",
    "a",
    "kontakt",
];

/// Returns true if a text asks people to write to a Discord account, such as "keeper#1234".
fn names_account(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_account = |word: &str| {
        let Some((name, number)) = word.trim_matches(|c: char| !c.is_alphanumeric()).split_once('#') else { return false };
        !name.is_empty() && number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    words.windows(2).any(|pair| {
        let [before, word] = pair else { return false };
        is_account(word) && (before.ends_with([':', '：']) || WRITE_TO.contains(&before.to_lowercase().as_str()))
    })
}

/// Words for the signs of a mail address that is spelt out.
const AT: [&str; 5] = ["at", "ät", "arroba", "arobase", "собака"];
const DOT: [&str; 5] = ["dot", "punkt", "punto", "point", "точка"];

/// Returns the mail addresses that are spelt out in a text: "me [at] bot [dot] example". Without brackets, both signs must be words, and
/// a sentence or a line must end after the address, because "at" has other meanings.
pub(crate) fn spelt(text: &str) -> Vec<String> {
    text.lines().flat_map(spelt_in_line).collect()
}

fn spelt_in_line(line: &str) -> Vec<String> {
    let spaced = line.replace(['(', '[', '{'], " [").replace([')', ']', '}'], "] ").replace("[ ", "[").replace(" ]", "]");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    // Returns `None` for a word that is no sign, else true if the sign is in brackets.
    let sign = |names: &[&str], at: usize| {
        let written = words.get(at).map(|word| word.to_lowercase()).unwrap_or_default();
        let bare = written.trim_start_matches('[').trim_end_matches(']');
        names.contains(&bare).then_some(bare.len() < written.len())
    };
    let address = |at: usize| {
        let bracketed = sign(&AT, at)?;
        let local = words.get(at.checked_sub(1)?)?.rsplit([':', '：']).next()?;
        let mut last = at + 1;
        let mut domain = (*words.get(last)?).to_owned();
        while sign(&DOT, last + 1).is_some() {
            domain = format!("{domain}.{}", words.get(last + 2)?);
            last += 2;
        }
        let ended = last + 1 == words.len() || domain.ends_with(ENDS);
        let address = format!("{local}@{}", domain.trim_end_matches(ENDS));
        let whole = first_mail(&address) == Some((0, address.len()));
        (whole && (bracketed || ended && last > at + 1)).then_some(address)
    };
    (0..words.len()).filter_map(address).collect()
}

/// Signs after an address.
const ENDS: [char; 8] = ['.', ',', ';', ':', '!', '?', '。', '、'];

/// Returns the kind of the address at which people are asked to write.
pub(crate) fn reaches(blocks: &[Block]) -> Reachable {
    let mut written = String::new();
    write::blocks(blocks, &mut written);
    let plain = plain_blocks(blocks);
    if first_mail(&written).is_some() || first_mail(&plain).is_some() || !spelt(&plain).is_empty() {
        return Reachable::Mail;
    }
    let lower = written.replace('\\', "").to_lowercase();
    let linked = addresses::INVITES.iter().chain(&CONTACT_ADDRESSES).any(|address| lower.contains(address));
    if linked || names_account(&plain) { Reachable::Link } else { Reachable::No }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_spelt_out_are_found() {
        for (text, expected) in [
            ("Mail: me [at] bot [dot] example", &["me@bot.example"][..]),
            ("me(at)mail.bot.example.", &["me@mail.bot.example"]),
            ("Write to first.last AT bot DOT example, or", &["first.last@bot.example"]),
            ("Schreiben Sie an ich at bot punkt example!", &["ich@bot.example"]),
            ("a { at } b { dot } c { dot } example", &["a@b.c.example"]),
            ("Look at the dot of our logo, or at [at] home", &[]),
            ("We are at bot.example", &[]),
        ] {
            assert_eq!(spelt(text), expected, "{text}");
        }
    }
}
