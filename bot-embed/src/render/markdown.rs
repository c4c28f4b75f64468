//! Renders core's text tree as the Markdown that Discord shows.
//!
//! Content is text, not markup: every character that Discord would interpret (mentions, emoji, headings, links) is escaped. So neither
//! content nor a person's input can add anything to a reply except words.

use carrot_core::text::{Block, Inline, Target, is_no_break, plain, table_as_list};

/// Renders blocks of text as Discord's Markdown.
///
/// ```
/// use bot_embed::render::markdown;
/// use carrot_core::text::{Block, Inline};
/// let text = vec![Block::Paragraph(vec![Inline::Text("# <@1> *hi*".to_owned())])];
/// assert_eq!(markdown::blocks(&text), r"\# \<\@1> \*hi\*");
/// ```
pub fn blocks(blocks: &[Block]) -> String {
    // Escaped text is rarely longer than this.
    let mut writer = Writer { out: String::with_capacity(512), ..Writer::at_line_start() };
    writer.blocks(blocks);
    writer.out
}

/// Renders one line of running text, for a heading, a title or small print. The caller puts it after a marker, so nothing in it is at
/// the beginning of a line.
///
/// ```
/// assert_eq!(bot_embed::render::markdown::line("a_b\n- @x"), r"a\_b - \@x");
/// ```
pub fn line(text: &str) -> String {
    let mut writer = Writer { out: String::with_capacity(text.len() + 8), line_start: false, ..Writer::at_line_start() };
    writer.text(text);
    writer.out
}

/// Renders one line for places without Markdown, such as the footer of an embed: nothing is escaped, and invisible characters are
/// removed.
///
/// ```
/// assert_eq!(bot_embed::render::markdown::unmarked("a_b\n- \u{202e}x"), "a_b - x");
/// ```
pub fn unmarked(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() && !is_no_break(c) { ' ' } else { c });
    spaced.filter(|c| is_shown(*c)).collect()
}

struct Writer {
    out: String,
    /// The prefix of every line of the current block.
    prefix: String,
    /// True if a `-`, `#`, `>` or number would be markup here.
    line_start: bool,
    /// True inside the text of a link, where Discord does not support escaped brackets.
    in_link: bool,
}

impl Writer {
    fn at_line_start() -> Self {
        Self { out: String::new(), prefix: String::new(), line_start: true, in_link: false }
    }

    fn new_line(&mut self) {
        self.out.push('\n');
        self.out.push_str(&self.prefix);
        self.line_start = true;
    }

    /// Writes markup, which is not escaped.
    fn marker(&mut self, marker: &str) {
        self.out.push_str(marker);
        self.line_start = false;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            if let Some(before) = index.checked_sub(1).and_then(|before| blocks.get(before)) {
                self.new_line();
                // Two lists or quotes in a row would become one.
                if std::mem::discriminant(before) == std::mem::discriminant(block) {
                    self.new_line();
                }
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(inlines) => self.inlines(inlines),
            Block::List { start, items } => self.list(*start, items),
            Block::Table { head, rows } => self.block(&table_as_list(head, rows)),
            Block::Quote(inner) => {
                // Discord has no nested quotes, so the text of an inner quote becomes a part of the outer quote.
                let nested = self.prefix.contains('>');
                let outer = self.prefix.clone();
                if !nested {
                    self.marker("> ");
                    self.prefix.push_str("> ");
                }
                self.line_start = true;
                self.blocks(inner);
                self.prefix = outer;
            }
            Block::Code(code) => {
                self.marker("```");
                for line in code.trim_end().lines() {
                    self.new_line();
                    // A fence in the code would end the code block.
                    let line: String = line.chars().filter(|c| *c == '\t' || is_shown(*c)).collect();
                    self.out.push_str(&line.replace("```", "`\u{200b}`\u{200b}`"));
                }
                self.new_line();
                self.marker("```");
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>]) {
        let outer = self.prefix.clone();
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.new_line();
            }
            let marker = match start {
                Some(start) => format!("{}. ", start.saturating_add(index as u64)),
                None => "- ".to_owned(),
            };
            self.marker(&marker);
            self.line_start = true;
            self.prefix.extend(std::iter::repeat_n(' ', marker.len()));
            self.blocks(item);
            self.prefix.clone_from(&outer);
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        let mut after_style = false;
        for inline in inlines {
            let style = matches!(inline, Inline::Emphasis(_) | Inline::Strong(_));
            if style && after_style {
                // `**a***b*` is ambiguous.
                self.marker("\u{200b}");
            }
            after_style = style;
            match inline {
                Inline::Text(text) => self.text(text),
                Inline::Emphasis(inner) => self.styled("*", inner),
                Inline::Strong(inner) => self.styled("**", inner),
                Inline::Code(code) => self.code(code),
                Inline::Link { to, text } => self.link(to, text),
                Inline::Break => self.new_line(),
            }
        }
    }

    fn styled(&mut self, marker: &str, inner: &[Inline]) {
        self.marker(marker);
        self.inlines(inner);
        self.marker(marker);
    }

    fn code(&mut self, code: &str) {
        let code: String = code.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_shown(*c)).collect();
        if !code.contains('`') && !code.trim().is_empty() {
            self.marker(&format!("`{code}`"));
        } else if !code.contains("``") && !code.starts_with('`') && !code.ends_with('`') && !code.trim().is_empty() {
            self.marker(&format!("``{code}``"));
        } else {
            self.text(&code);
        }
    }

    fn link(&mut self, to: &Target, text: &[Inline]) {
        if to.id().is_some() {
            // A reply has no anchors. Its button opens the page, where this link works.
            return self.inlines(text);
        }
        let shown = plain(&[Block::Paragraph(text.to_vec())]);
        let address = to.as_str();
        let behind = |scheme: &str| {
            address.get(..scheme.len()).filter(|start| start.eq_ignore_ascii_case(scheme)).and_then(|_| address.get(scheme.len()..))
        };
        if let Some(plain) = behind("mailto:").or_else(|| behind("tel:")) {
            // Discord does not accept a mail address or telephone number as the target of a link
            // with a label.
            self.inlines(text);
            if shown.trim() != plain {
                self.text(&format!(" ({plain})"));
            }
            return;
        }
        let url = url(address);
        if shown.contains("://") || shown.trim().is_empty() {
            // Discord shows a link as plain text if its label looks like an address, so the address is shown alone.
            if shown.trim() != address && !shown.trim().is_empty() {
                self.inlines(text);
                self.text(" ");
            }
            self.marker(&format!("<{url}>"));
            return;
        }
        let mut label = Self { out: String::new(), prefix: self.prefix.clone(), line_start: false, in_link: true };
        label.inlines(text);
        if label.out.contains(breaks_label) {
            self.inlines(text);
            self.marker(&format!(" <{url}>"));
        } else {
            self.marker(&format!("[{}](<{url}>)", label.out));
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        loop {
            // Most characters need no escaping: copy them at once.
            if !self.line_start {
                let (plain, behind) = rest.split_at(rest.bytes().take_while(|byte| is_plain(*byte)).count());
                self.out.push_str(plain);
                rest = behind;
            }
            let Some(c) = rest.chars().next() else { return };
            rest = &rest[c.len_utf8()..];
            if c.is_whitespace() {
                // Keep no-break spaces, which belong to a language's typography, except where they could hide markup at the beginning
                // of a line.
                self.out.push(if is_no_break(c) && !self.line_start { c } else { ' ' });
                continue;
            }
            if !is_shown(c) {
                continue;
            }
            match c {
                '[' if self.in_link => self.out.push('('),
                ']' if self.in_link => self.out.push(')'),
                // Discord reads `@everyone` and `@here` before it reads escapes, so separate them with an invisible character.
                '@' if ["everyone", "here"].iter().any(|all| rest.starts_with(all)) => self.out.push_str("@\u{200b}"),
                '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '[' | ']' | '@' => self.escaped(c),
                // `:emoji:` and `https://` both need a character directly after the colon.
                ':' if rest.starts_with(|next: char| !next.is_whitespace()) => self.escaped(c),
                '#' | '-' | '+' | '>' if self.line_start => self.escaped(c),
                '0'..='9' if self.line_start => {
                    self.out.push(c);
                    let (digits, behind) = rest.split_at(rest.bytes().take_while(u8::is_ascii_digit).count());
                    self.out.push_str(digits);
                    rest = behind;
                    if let Some(point) = rest.chars().next().filter(|c| matches!(c, '.' | ')')) {
                        self.escaped(point);
                        rest = &rest[point.len_utf8()..];
                    }
                }
                _ => self.out.push(c),
            }
            self.line_start = false;
        }
    }

    fn escaped(&mut self, c: char) {
        self.out.push('\\');
        self.out.push(c);
    }
}

/// Returns whether a character in a label breaks the link `[label](<address>)`. Discord shows backslashes in a label as they are, and
/// shows the whole link as plain text if its label has an emoji or a line break.
fn breaks_label(c: char) -> bool {
    matches!(
        c,
        '\\' | '\n' | '\u{200b}' | '\u{200d}' | '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '〰' | '〽' | '㊗' | '㊙' | '\u{20e3}' | '\u{fe0f}'
            | '\u{2194}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | 'Ⓜ' | '\u{25aa}'..='\u{25fe}' | '\u{2600}'..='\u{27bf}'
            | '\u{2934}' | '\u{2935}' | '\u{2b05}'..='\u{2b55}' | '\u{1f000}'..='\u{1faff}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// Returns whether a byte is an ASCII character that has no meaning in Discord's Markdown at any place of a line.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'.' | b',' | b';' | b'(' | b')' | b'-' | b'/' | b'\'' | b'"' | b'?' | b'!')
}

/// Returns whether a character is shown as it is: neither a control character nor a mark of direction, which could make one text look
/// like another.
fn is_shown(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns an address without characters that could end its angle brackets.
fn url(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '\\' => out.push_str("%5C"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use carrot_core::text::Link;

    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    fn paragraph(inlines: Vec<Inline>) -> Block {
        Block::Paragraph(inlines)
    }

    fn link(to: &str, shown: &str) -> String {
        blocks(&[paragraph(vec![Inline::Link { to: Link::new(to).unwrap().into(), text: vec![text(shown)] }])])
    }

    #[test]
    fn markup_in_text_is_escaped() {
        for (typed, shown) in [
            ("plain, with (parentheses) and 1.5", "plain, with (parentheses) and 1.5"),
            ("**bold** __u__ ~~s~~ ||spoiler|| `code`", r"\*\*bold\*\* \_\_u\_\_ \~\~s\~\~ \|\|spoiler\|\| \`code\`"),
            ("<@123> <#1> <:a:1> <t:0> @everyone @here", "\\<\\@123> \\<#1> \\<\\:a\\:1> \\<t\\:0> @\u{200b}everyone @\u{200b}here"),
            ("[masked](https://evil.example)", r"\[masked\](https\://evil.example)"),
            ("# heading", r"\# heading"),
            ("-# small", r"\-# small"),
            ("- item", r"\- item"),
            ("  + item", r"  \+ item"),
            ("> quote", r"\> quote"),
            ("1. item, 2. item", r"1\. item, 2. item"),
            ("a: b", "a: b"),
            (":tada:", r"\:tada:"),
            (r"\*", r"\\\*"),
            ("a\u{202e}b\u{0}c\nd", "abc d"),
            ("a\u{a0}: «\u{a0}b\u{a0}»\u{202f}?", "a\u{a0}: «\u{a0}b\u{a0}»\u{202f}?"),
            ("\u{a0}- a", r" \- a"),
        ] {
            assert_eq!(blocks(&[paragraph(vec![text(typed)])]), shown, "{typed}");
        }
    }

    #[test]
    fn formatting_is_rendered_as_markdown() {
        let list = Block::List {
            start: None,
            items: vec![
                vec![paragraph(vec![text("one")]), Block::List { start: Some(9), items: vec![vec![paragraph(vec![text("- deep")])]] }],
                vec![paragraph(vec![Inline::Strong(vec![text("two"), Inline::Emphasis(vec![text("!")])])])],
            ],
        };
        let tree = [
            paragraph(vec![text("first"), Inline::Break, text("# second")]),
            paragraph(vec![Inline::Emphasis(vec![text("a")]), Inline::Strong(vec![text("b")]), Inline::Code("c".to_owned())]),
            list,
            Block::Quote(vec![paragraph(vec![text("said")]), Block::Quote(vec![paragraph(vec![text("- again")])])]),
            Block::Code("let x;\n```\n".to_owned()),
        ];
        assert_eq!(
            blocks(&tree),
            "first\n\\# second\n\n*a*\u{200b}**b**`c`\n- one\n  9. \\- deep\n- **two*!***\n> said\n> \\- again\n```\nlet x;\n`\u{200b}`\u{200b}`\n```"
        );
    }

    #[test]
    fn links_show_their_address() {
        assert_eq!(link("https://a.example/b_c", "here"), "[here](<https://a.example/b_c>)");
        assert_eq!(link("https://a.example/)<b>", "a [b]"), "[a (b)](<https://a.example/%29%3Cb%3E>)");
        assert_eq!(link("https://a.example", "https://a.example"), "<https://a.example>");
        assert_eq!(link("https://evil.example", "https://good.example"), r"https\://good.example <https://evil.example>");
        for (label, shown) in [
            ("guild_id", r"guild\_id"),
            ("support:desk", r"support\:desk"),
            ("a*b", r"a\*b"),
            ("user@host", r"user\@host"),
            ("x|y", r"x\|y"),
            ("~old~ new", r"\~old\~ new"),
            (r"back\slash", r"back\\slash"),
            ("📗 Policy", "📗 Policy"),
            ("🇪🇺 droits ✏️", "🇪🇺 droits ✏️"),
            ("1️⃣", "1️⃣"),
        ] {
            assert_eq!(link("https://a.example", label), format!("{shown} <https://a.example>"), "{label}");
        }
        assert_eq!(link("https://a.example", "1. Données: l’essentiel"), "[1. Données: l’essentiel](<https://a.example>)");
        assert_eq!(link("mailto:a@b.example", "a@b.example"), r"a\@b.example");
        assert_eq!(link("mailto:a@b.example", "write"), r"write (a\@b.example)");
    }

    #[test]
    fn links_within_the_content_are_text() {
        let to = carrot_core::text::Target::within("retention".parse().unwrap());
        let shown = vec![Inline::Strong(vec![text("Retention")]), text(" [1]")];
        assert_eq!(blocks(&[paragraph(vec![text("see "), Inline::Link { to, text: shown }])]), r"see **Retention** \[1\]");
    }

    #[test]
    fn code_cannot_end_its_block() {
        let code = |code: &str| blocks(&[paragraph(vec![Inline::Code(code.to_owned())])]);
        assert_eq!(code("a*b"), "`a*b`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("a``b <@1>"), r"a\`\`b \<\@1>");
    }
}
