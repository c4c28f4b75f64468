//! What of an HTML document a server has to know, found without understanding the rest: its scripts, styles and links.
//!
//! A page may come in a hundred documents, all of which are read before the first request is answered, so this looks at tags alone.
//! The tests hold it against a tokenizer that does everything by the book.

use std::borrow::Cow;

/// An element that matters: `script`, `style` or `link`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    /// Its name, in small letters.
    pub(crate) name: &'static str,
    /// Its attributes as they stand, by name in small letters, the first of each name.
    attributes: Vec<(String, Cow<'a, str>)>,
    /// What stands in it; nothing in a link.
    pub(crate) text: Cow<'a, [u8]>,
}

impl Element<'_> {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(it, _)| it == name).map(|(_, value)| &**value)
    }
}

/// Elements in which tags are no tags.
const RAW: [&str; 10] = ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext"];

/// All elements of a document that matter, in their order.
pub(crate) fn elements(html: &[u8]) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = position(html, at, |byte| byte == b'<') {
        let rest = &html[start + 1..];
        // Of a tag of either kind; quotation marks in a name are a part of it.
        let name_end =
            |from: usize| position(html, from, |byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')).unwrap_or(html.len());
        at = match rest.first() {
            Some(b'!') if rest.starts_with(b"!--") => after_comment(html, start + 4),
            Some(b'/') if rest.get(1).is_some_and(u8::is_ascii_alphabetic) => {
                after_tag(html, name_end(start + 2), None).unwrap_or(html.len())
            }
            Some(b'!' | b'?' | b'/') => position(html, start, |byte| byte == b'>').map_or(html.len(), |end| end + 1),
            Some(first) if first.is_ascii_alphabetic() => {
                let name_end = name_end(start + 1);
                let name = html[start + 1..name_end].to_ascii_lowercase();
                let raw = RAW.into_iter().find(|raw| raw.as_bytes() == name);
                let matters = raw.filter(|raw| ["script", "style"].contains(raw)).or((name == b"link").then_some("link"));
                let mut attributes = Vec::new();
                let tag_end = after_tag(html, name_end, matters.is_some().then_some(&mut attributes));
                // A tag that the document breaks off in is none.
                let Some(tag_end) = tag_end else { return found };
                let text_end = raw.map_or(tag_end, |raw| end_of_raw(html, tag_end, raw));
                if let Some(name) = matters {
                    found.push(Element { name, attributes, text: with_line_feeds(&html[tag_end..text_end]) });
                }
                text_end
            }
            _ => start + 1,
        };
    }
    found
}

fn position(html: &[u8], from: usize, is: impl Fn(u8) -> bool) -> Option<usize> {
    html.get(from..)?.iter().position(|byte| is(*byte)).map(|found| from + found)
}

fn find(html: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    html.get(from..)?.windows(what.len()).position(|window| window == what).map(|found| from + found)
}

/// The place after a comment whose text begins there.
fn after_comment(html: &[u8], text: usize) -> usize {
    let rest = &html[text..];
    if rest.starts_with(b">") {
        return text + 1;
    }
    if rest.starts_with(b"->") {
        return text + 2;
    }
    let ends = [find(html, text, b"-->").map(|end| end + 3), find(html, text, b"--!>").map(|end| end + 4)];
    ends.into_iter().flatten().min().unwrap_or(html.len())
}

/// The place after a tag whose name ends there; its attributes, if they are asked for. None where the document breaks off in it.
fn after_tag<'a>(html: &'a [u8], mut at: usize, mut into: Option<&mut Vec<(String, Cow<'a, str>)>>) -> Option<usize> {
    let ends_name = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=');
    loop {
        // The first letter of a name may be a sign of equality.
        let start = position(html, at, |byte| !byte.is_ascii_whitespace() && byte != b'/')?;
        if html[start] == b'>' {
            return Some(start + 1);
        }
        let end = position(html, start + 1, ends_name)?;
        let next = position(html, end, |byte| !byte.is_ascii_whitespace())?;
        let mut value: &[u8] = b"";
        at = next;
        if html[next] == b'=' {
            let begin = position(html, next + 1, |byte| !byte.is_ascii_whitespace())?;
            let stop = match html[begin] {
                quote @ (b'"' | b'\'') => {
                    let stop = position(html, begin + 1, |byte| byte == quote)?;
                    value = &html[begin + 1..stop];
                    stop + 1
                }
                b'>' => begin,
                _ => {
                    let stop = position(html, begin, |byte| byte.is_ascii_whitespace() || byte == b'>')?;
                    value = &html[begin..stop];
                    stop
                }
            };
            at = stop;
        }
        if let Some(attributes) = into.as_deref_mut() {
            let name = String::from_utf8_lossy(&html[start..end]).to_ascii_lowercase();
            if attributes.iter().all(|(it, _)| *it != name) {
                let value = String::from_utf8_lossy(value);
                // Addresses have no other mark that has to be written in another way.
                let value = if value.contains("&amp;") { Cow::Owned(value.replace("&amp;", "&")) } else { value };
                attributes.push((name, value));
            }
        }
    }
}

/// The place at which the text of such an element ends: before its own end tag, whatever else stands in it.
fn end_of_raw(html: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(end) = find(html, at, b"</") {
        let after = end + 2 + name.len();
        let is_it = html.get(end + 2..after).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()));
        if name != "plaintext" && is_it && html.get(after).is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
        {
            return end;
        }
        at = end + 2;
    }
    html.len()
}

/// Text as a browser hashes it: lines end in line feeds alone.
fn with_line_feeds(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\r') {
        return text.into();
    }
    let ends = |at: usize| text.get(at + 1) != Some(&b'\n');
    text.iter()
        .enumerate()
        .filter(|(at, byte)| **byte != b'\r' || ends(*at))
        .map(|(_, byte)| if *byte == b'\r' { b'\n' } else { *byte })
        .collect()
}

#[cfg(test)]
mod tests {
    use html5gum::{DefaultEmitter, Token, Tokenizer};
    use proptest::prelude::*;

    use super::*;

    /// An element by name, some attributes and text.
    type Told = (String, Vec<(String, String)>, String);
    const LOOKED_AT: [&str; 5] = ["src", "href", "rel", "type", "data-wasm"];

    fn ours(html: &str) -> Vec<Told> {
        let told = |element: Element<'_>| {
            let attribute = |name: &&str| Some(((*name).to_owned(), element.attribute(name)?.to_owned()));
            let attributes = LOOKED_AT.iter().filter_map(attribute).collect();
            (element.name.to_owned(), attributes, String::from_utf8_lossy(&element.text).into_owned())
        };
        elements(html.as_bytes()).into_iter().map(told).collect()
    }

    fn by_the_book(html: &str) -> Vec<Told> {
        let mut found: Vec<Told> = Vec::new();
        let mut open = false;
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8_lossy(&tag.name).into_owned();
                    open = name == "script" || name == "style";
                    if open || name == "link" {
                        let attribute = |name: &&str| {
                            Some(((*name).to_owned(), String::from_utf8_lossy(tag.attributes.get(name.as_bytes())?).into_owned()))
                        };
                        found.push((name, LOOKED_AT.iter().filter_map(attribute).collect(), String::new()));
                    }
                }
                Token::String(text) if open => found.last_mut().unwrap().2.push_str(&String::from_utf8_lossy(&text)),
                Token::EndTag(_) => open = false,
                _ => {}
            }
        }
        found
    }

    #[test]
    fn documents_are_read_by_the_book() {
        for html in [
            "",
            "<!doctype html><!-- <script>no()</script> --><SCRIPT>a<b</script ><p title='<style>'>&lt;script&gt;</p>",
            "<!--><script>a</script>--><!---><style>b</style>--><!-- --!><link href=c>",
            "<link rel=preload href=\"./a.js?b=c&amp;d=e\" data-wasm='./a.wasm'><link/href=x><link href = y rel>",
            "<style>p{}\r\na{}\rb{}</style><textarea><script>no</script></textarea><title><style></title><script src=x></script>",
            "</script=\"</style><script>yes</script>",
            "</script foo='<style>'><? <script>no</script> ?><! <style>no ><a <script>yes</script>",
            "<script>a</scriptx></script/><style></style",
            "<script",
            "<link href=a",
            "<noscript><style>a</style></noscript><script></script>",
            "<script/a=\"</style>",
            "<script href=1 HREF=2 =x =></script>",
        ] {
            assert_eq!(ours(html), by_the_book(html), "{html}");
        }
    }

    proptest! {
        #[test]
        fn noise_is_read_by_the_book(parts in proptest::collection::vec(
            prop::sample::select(vec![
                "<script", "<style", "<link", "<p", "<title", "</script", "</style>", "</title>", "</p", ">", "/", " ", "=", "\"", "'", "\r\n",
                " src=a", " href=\"b\"", " rel='c'", " type", "text", "<!--", "-->", "--!>", "<!x", "<?", "</", "<", "é", "TYPE=d",
            ]), 0..24,
        )) {
            let html = parts.concat();
            // A script in which a comment begins has rules of its own, which no document of ours needs.
            prop_assume!(!html.contains("<!--"));
            prop_assert_eq!(ours(&html), by_the_book(&html));
        }
    }
}
