//! Reads headings with their attributes.

use std::{collections::BTreeSet, ops::Range};

use super::{
    super::{
        FileSpan,
        raw::{RawHeading, RawStatement},
    },
    Reader,
};
use crate::{
    diagnostic::Code,
    text::{Block, Inline},
};

type Attrs<'a> = [(pulldown_cmark::CowStr<'a>, Option<pulldown_cmark::CowStr<'a>>)];

impl Reader<'_, '_, '_> {
    /// Turns a heading below level 3 into a line in bold.
    pub(super) fn deeper(&mut self, heading: RawHeading, span: &Range<usize>, statement: Option<&mut RawStatement>) {
        if heading.id.is_some() || heading.party.is_some() || !heading.source.is_empty() {
            let hint = "take the braces out: it is a line in bold; what others refer to is a statement, with `###`";
            self.error(Code::UnknownAttribute, span, "a heading below level 3 has no attributes", hint);
        }
        match statement {
            Some(_) if heading.title.is_empty() => {}
            Some(statement) => statement.text.push(Block::Paragraph(vec![Inline::Strong(vec![Inline::Text(heading.title)])])),
            None => self.outside(span),
        }
    }

    pub(super) fn heading(
        &mut self,
        span: &Range<usize>,
        level: usize,
        id: Option<&str>,
        classes: &[pulldown_cmark::CowStr<'_>],
        attrs: &Attrs<'_>,
    ) -> RawHeading {
        let at = FileSpan { file: self.file, span: span.clone() };
        let inlines = self.inlines(0);
        // The title of a statement has no links.
        self.links.clear();
        let title = crate::text::plain(&[Block::Paragraph(inlines)]);
        let mut heading = RawHeading {
            at,
            title,
            id: id.map(str::to_owned),
            party: None,
            source: Vec::new(),
            about: Vec::new(),
            disagreement: false,
        };
        let known = "the attributes are `#id`, `party=`, `source=`, `about=` and `.disagreement`";
        for class in classes {
            if &**class == "disagreement" && level < 3 {
                self.error(Code::UnknownAttribute, span, "`.disagreement` is only for statements", "move it to the `###` heading");
            } else if &**class == "disagreement" {
                heading.disagreement = true;
            } else {
                self.error(Code::UnknownAttribute, span, format!("unknown attribute `.{class}`"), known);
            }
        }
        let source = self.text.get(span.clone()).unwrap_or_default();
        let written = source.trim_end().trim_end_matches(['#', ' ']).rsplit_once('{').map_or("", |(_, attributes)| attributes);
        if written.split_whitespace().filter(|attribute| attribute.starts_with('#')).count() > 1 {
            self.error(Code::UnknownAttribute, span, "this heading has two ids", "keep the one that other content refers to");
        }
        let mut seen = BTreeSet::new();
        for (key, value) in attrs {
            if !seen.insert(&**key) {
                let hint = "write it once, with its values separated by commas";
                self.error(Code::UnknownAttribute, span, format!("this heading has `{key}` twice"), hint);
                continue;
            }
            let value = value.as_deref().unwrap_or_default();
            let list = || value.split(',').filter(|item| !item.is_empty()).map(str::to_owned).collect();
            match &**key {
                "party" if !value.is_empty() => heading.party = Some(value.to_owned()),
                "source" if !value.is_empty() => heading.source = list(),
                "about" if level < 3 => {
                    self.error(Code::UnknownAttribute, span, "`about=` is only for statements", "move it to the `###` heading");
                }
                "about" if !value.is_empty() => heading.about = list(),
                _ => self.error(Code::UnknownAttribute, span, format!("unknown or incomplete attribute `{key}`"), known),
            }
        }
        heading
    }
}
