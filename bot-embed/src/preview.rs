//! Renders responses in a terminal as Discord would show them. It reads the response itself, so that the preview cannot differ from it.

use twilight_model::{
    application::command::CommandOptionChoiceValue,
    channel::message::{Component, Embed, component::Separator},
    http::interaction::InteractionResponse,
};

/// The width, and the use of bold and dim text.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Characters per line.
    pub width: usize,
    /// True to use the terminal's bold, dim and underlined text.
    pub color: bool,
}

/// Renders a response as text.
pub fn render(response: &InteractionResponse, style: Style) -> String {
    let mut renderer = Renderer { out: String::new(), style };
    if let Some(data) = &response.data {
        for embed in data.embeds.iter().flatten() {
            renderer.embed(embed);
        }
        for component in data.components.iter().flatten() {
            renderer.component(component);
        }
        for choice in data.choices.iter().flatten() {
            if let CommandOptionChoiceValue::String(value) = &choice.value {
                renderer.line("", &format!("{}  ({value})", choice.name));
            }
        }
    }
    renderer.out
}

/// The vertical line at the left of a container.
const RULE: &str = "┃ ";

struct Renderer {
    out: String,
    style: Style,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TextStyle {
    Plain,
    Bold,
    Dim,
    Italic,
    Underlined,
}

impl TextStyle {
    fn codes(self) -> (&'static str, &'static str) {
        match self {
            Self::Plain => ("", ""),
            Self::Bold => ("\u{1b}[1m", "\u{1b}[22m"),
            Self::Dim => ("\u{1b}[2m", "\u{1b}[22m"),
            Self::Italic => ("\u{1b}[3m", "\u{1b}[23m"),
            Self::Underlined => ("\u{1b}[4m", "\u{1b}[24m"),
        }
    }
}

impl Renderer {
    fn component(&mut self, component: &Component) {
        match component {
            Component::Container(container) => {
                for (index, component) in container.components.iter().enumerate() {
                    // Discord leaves space between components.
                    if index > 0 {
                        self.line(RULE, "");
                    }
                    self.component(component);
                }
            }
            Component::TextDisplay(text) => text.content.lines().for_each(|line| self.markdown(line)),
            Component::Separator(Separator { divider, .. }) => {
                let line = if divider.unwrap_or(true) { "─".repeat(self.style.width.saturating_sub(2)) } else { String::new() };
                self.styled_line(RULE, TextStyle::Dim, &line);
            }
            Component::ActionRow(row) => {
                let buttons: Vec<_> = row.components.iter().filter_map(button).collect();
                if !buttons.is_empty() {
                    self.line(RULE, &buttons.join("  "));
                }
                row.components.iter().for_each(|component| self.component(component));
            }
            Component::SelectMenu(menu) => {
                // A closed menu, as Discord first shows it, with its choices below.
                self.line(RULE, &format!("[ {} ▾ ]", menu.placeholder.as_deref().unwrap_or_default()));
                let topics: Vec<_> = menu.options.iter().flatten().map(|option| option.value.as_str()).collect();
                let lead = format!("{RULE}  ");
                self.spans(&lead, &lead, TextStyle::Dim, &topics.join(", "));
            }
            _ => {}
        }
    }

    fn embed(&mut self, embed: &Embed) {
        let title = embed.title.as_deref().unwrap_or_default();
        self.spans(RULE, RULE, TextStyle::Bold, title);
        self.line(RULE, "");
        embed.description.iter().flat_map(|text| text.lines()).for_each(|line| self.markdown(line));
        if let Some(footer) = &embed.footer {
            self.line(RULE, "");
            footer.text.lines().for_each(|line| self.spans(RULE, RULE, TextStyle::Dim, &line.replace(['\\', '*', '`'], "")));
        }
        self.line(RULE, "");
    }

    /// Renders one line of Markdown.
    fn markdown(&mut self, line: &str) {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let (space, rest) = line.split_at(indent);
        let lead = |marker: &str| format!("{RULE}{space}{marker}");
        if let Some(heading) = ["## ", "### "].iter().find_map(|marker| rest.strip_prefix(marker)) {
            self.spans(RULE, RULE, TextStyle::Bold, heading);
        } else if let Some(small) = rest.strip_prefix("-# ") {
            self.spans(RULE, RULE, TextStyle::Dim, small);
        } else if let Some(item) = rest.strip_prefix("- ") {
            self.spans(&lead("• "), &lead("  "), TextStyle::Plain, item);
        } else if let Some(quote) = rest.strip_prefix("> ") {
            self.spans(&lead("│ "), &lead("│ "), TextStyle::Plain, quote);
        } else {
            self.spans(&lead(""), &lead(""), TextStyle::Plain, rest);
        }
    }

    /// Renders text in styles, and breaks it into lines.
    fn spans(&mut self, first: &str, next: &str, base: TextStyle, text: &str) {
        let mut words: Vec<Vec<(char, TextStyle)>> = vec![Vec::new()];
        for (c, text_style) in inline(text, base) {
            if c == ' ' {
                words.push(Vec::new());
            } else if let Some(word) = words.last_mut() {
                word.push((c, text_style));
            }
        }
        let mut line = first.to_owned();
        let mut used = first.chars().count();
        let mut text_style = TextStyle::Plain;
        let mut empty = true;
        for word in words {
            if !empty && used + 1 + word.len() > self.style.width {
                self.switch_style(&mut line, &mut text_style, TextStyle::Plain);
                self.push_line(&line);
                line = next.to_owned();
                used = next.chars().count();
                empty = true;
            }
            if !empty {
                if word.first().is_some_and(|(_, new)| *new != text_style) {
                    self.switch_style(&mut line, &mut text_style, TextStyle::Plain);
                }
                line.push(' ');
                used += 1;
            }
            for (c, new) in &word {
                self.switch_style(&mut line, &mut text_style, *new);
                line.push(*c);
            }
            used += word.len();
            empty = false;
        }
        self.switch_style(&mut line, &mut text_style, TextStyle::Plain);
        self.push_line(&line);
    }

    fn switch_style(&self, line: &mut String, text_style: &mut TextStyle, new: TextStyle) {
        if self.style.color && *text_style != new {
            line.push_str(text_style.codes().1);
            line.push_str(new.codes().0);
        }
        *text_style = new;
    }

    fn line(&mut self, lead: &str, text: &str) {
        self.styled_line(lead, TextStyle::Plain, text);
    }

    fn styled_line(&mut self, lead: &str, text_style: TextStyle, text: &str) {
        let (on, off) = if self.style.color && !text.is_empty() { text_style.codes() } else { ("", "") };
        self.push_line(&format!("{lead}{on}{text}{off}"));
    }

    fn push_line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }
}

/// Renders a button: its label in brackets, and its link. A disabled button is in parentheses.
fn button(component: &Component) -> Option<String> {
    let Component::Button(button) = component else { return None };
    let label = button.label.as_deref().unwrap_or_default();
    Some(match &button.url {
        Some(url) => format!("[ {label} ↗ ]  {url}"),
        None if button.disabled => format!("( {label} )"),
        None => format!("[ {label} ]"),
    })
}

/// Returns the visible characters of a line of Markdown with their styles.
fn inline(text: &str, base: TextStyle) -> Vec<(char, TextStyle)> {
    let mut seen = Vec::new();
    let mut bold = false;
    let mut italic = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let text_style = if bold {
            TextStyle::Bold
        } else if italic {
            TextStyle::Italic
        } else {
            base
        };
        if let Some(behind) = rest.strip_prefix('\\') {
            let escaped = behind.chars().next();
            seen.extend(escaped.map(|c| (c, text_style)));
            rest = &behind[escaped.map_or(0, char::len_utf8)..];
        } else if let Some(behind) = rest.strip_prefix("**") {
            bold = !bold;
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix('*') {
            italic = !italic;
            rest = behind;
        } else if let Some((shown, url, behind)) = link(rest) {
            seen.extend(inline(shown, TextStyle::Underlined));
            seen.extend(format!(" <{url}>").chars().map(|c| (c, TextStyle::Dim)));
            rest = behind;
        } else {
            if c != '\u{200b}' && c != '`' {
                seen.push((c, text_style));
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    seen
}

/// Parses a link, `[text](<address>)`, at the beginning of a text. Returns the link's text, its
/// address, and the rest.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (shown, behind) = text.strip_prefix('[')?.split_once("](<")?;
    let (url, behind) = behind.split_once(">)")?;
    Some((shown, url, behind))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::{
        render::{Delivery, Display, Form, PageRef, page},
        reply::{Brief, Choice, Menu, MenuId, Passage, Reply, ReplySubject, View},
    };
    use carrot_core::{
        i18n::Messages,
        text::{Block, Inline, Link},
    };

    fn reply() -> Reply {
        let text = |text: &str| Inline::Text(text.to_owned());
        let link = Inline::Link { to: Link::new("https://a.example").unwrap().into(), text: vec![text("there")] };
        Reply {
            messages: Messages::En,
            title: "A_title".into(),
            brief: Brief::default(),
            passages: vec![Passage {
                byline: Some("Somebody".into()),
                body: vec![
                    Block::Paragraph(vec![Inline::Strong(vec![text("Strong")]), text(" and more, "), link, text(".")]),
                    Block::List {
                        start: None,
                        items: vec![vec![Block::Paragraph(vec![text("an item that is longer than one line")])]],
                    },
                ],
                ..Passage::default()
            }],
            untranslated: None,
            note: "A note.".into(),
            menus: vec![Menu {
                id: MenuId::Questions,
                placeholder: "Ask…",
                choices: [Choice { id: "what".into(), name: "What?".into(), about: Some("Answered"), chosen: false }].into(),
            }],
            anchor: Some("what".into()),
            subject: ReplySubject::Topic("what".into()),
        }
    }

    const fn details(page: usize) -> PageRef {
        PageRef { view: View::Details, page }
    }

    #[test]
    fn preview_shows_components() {
        let site = "https://bot.example".parse().unwrap();
        let display = Display::linking_to(Some(&site));
        let rendered = render(&page(&reply(), details(1), Delivery::Message, display), Style { width: 36, color: false });
        expect![[r#"
            ┃ A_title
            ┃
            ┃ Somebody
            ┃ Strong and more, there
            ┃ <https://a.example>.
            ┃ • an item that is longer than one
            ┃   line
            ┃
            ┃ ──────────────────────────────────
            ┃
            ┃ A note.
            ┃
            ┃ [ Ask… ▾ ]
            ┃   what
            ┃
            ┃ [ Short answer ]  [ Read it on the page ↗ ]  https://bot.example/#what
        "#]]
        .assert_eq(&rendered);
    }

    #[test]
    fn preview_shows_embeds_and_page_buttons() {
        let mut long = reply();
        long.passages[0].body = vec![Block::Paragraph(vec![Inline::Text("A sentence. ".repeat(400))])];
        let site = "https://bot.example".parse().unwrap();
        let display = Display { form: Form::Embed, page: Some(&site), today: None };
        let rendered = render(&page(&long, details(2), Delivery::Message, display), Style { width: 60, color: false });
        assert!(rendered.starts_with("┃ A_title\n┃\n"), "{rendered}");
        assert!(rendered.contains("\n┃ Page 2 of 2\n┃ A note.\n"), "{rendered}");
        assert!(
            rendered.ends_with("\n┃ [ Short answer ]  [ Previous ]  ( Next )  [ Read it on the page ↗ ]  https://bot.example/#what\n"),
            "{rendered}"
        );
    }

    #[test]
    fn terminal_styles_are_reset() {
        let rendered = render(&page(&reply(), details(1), Delivery::Message, Display::default()), Style { width: 80, color: true });
        assert!(rendered.contains("┃ \u{1b}[1mStrong\u{1b}[22m and more, \u{1b}[4mthere\u{1b}[24m \u{1b}[2m<"), "{rendered}");
        assert!(rendered.contains("\u{1b}[1mA_title\u{1b}[22m\n"), "{rendered}");
    }
}
