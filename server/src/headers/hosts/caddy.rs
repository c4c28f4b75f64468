//! Writes the headers for Caddy: a file to import into a site.

use std::fmt::Write as _;

use super::{FRAMED, Rules, capital, literal, without};
use crate::headers::{BYTES, Header, NO_FILE};

impl Rules {
    pub(super) fn caddy(&self) -> String {
        let mut out = String::new();
        let mut rule = |matcher: &str, at: &str, headers: &[Header]| {
            if headers.is_empty() {
                return;
            }
            let _ = writeln!(out, "{matcher}header {at}{{");
            for (name, value) in headers {
                let _ = writeln!(out, "\t{} \"{value}\"", capital(name));
            }
            out.push_str("}\n");
        };
        rule("", "", &self.all);
        let base = literal(&self.base);
        // Caddy takes types from lists of the machine, and sends none for endings that they lack.
        let typed = |kind: &str| [("content-type".to_owned(), kind.to_owned())];
        for (number, (kind, endings)) in self.types().into_iter().enumerate() {
            let endings = endings.into_iter().map(literal).collect::<Vec<_>>().join("|");
            rule(&format!("@type{number} path_regexp ^{base}/.*\\.({endings})$\n"), &format!("@type{number} "), &typed(&kind));
        }
        let untyped = self.files.iter().filter(|(path, _)| path.rsplit('/').next().is_some_and(|name| !name.contains('.')));
        let untyped: Vec<_> = untyped.flat_map(|(path, _)| self.paths(path)).collect();
        if !untyped.is_empty() {
            rule(&format!("@untyped path {}\n", untyped.join(" ")), "@untyped ", &typed(BYTES));
        }
        // Every other path gets the headers of an error.
        let known: Vec<_> = self.files.iter().flat_map(|(path, _)| self.paths(path)).collect();
        let known: String = known.chunks(10).map(|paths| format!("\tnot path {}\n", paths.join(" "))).collect();
        let none: Vec<Header> = NO_FILE.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let none = without(&none, &self.all);
        rule(&format!("@nofile {{\n\tpath {}/*\n{known}}}\n", self.base), "@nofile ", &none);
        rule(&format!("@framed path_regexp ^{base}{FRAMED}\n"), "@framed ", &self.framed);
        for (number, (path, headers)) in self.files.iter().enumerate() {
            rule(&format!("@file{number} path {}\n", self.paths(path).join(" ")), &format!("@file{number} "), headers);
        }
        out
    }
}
