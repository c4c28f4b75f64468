//! Converts byte offsets into lines and columns. The time for one offset does not grow with the
//! file, because a file may have one line of megabytes with ten thousand ids.

/// The count of characters is stored for each multiple of this number of bytes, so that finding a
/// column reads at most this many bytes.
const STEP: usize = 4096;

/// A text, and the offsets at which its lines begin.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The number of characters before every [`STEP`]th byte.
    chars: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let newlines = text.match_indices('\n').map(|(at, _)| at + 1);
        let counts = text.as_bytes().chunks(STEP).scan(0, |before, chunk| {
            let here = *before;
            *before += count(chunk);
            Some(here)
        });
        // A BOM precedes the first line.
        let first = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Self { text, starts: std::iter::once(first).chain(newlines).collect(), chars: counts.collect() }
    }

    /// Returns line and column of a byte, both counted from 1.
    pub(super) fn place(&self, offset: usize) -> (usize, usize) {
        let mut at = offset.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at = at.max(self.starts.first().copied().unwrap_or_default());
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = match self.text.as_bytes().get(start..at) {
            Some(before) if before.len() <= STEP => count(before),
            _ => self.chars_before(at) - self.chars_before(start),
        };
        (line, column + 1)
    }

    fn chars_before(&self, at: usize) -> usize {
        let step = (at / STEP).min(self.chars.len().saturating_sub(1));
        let counted = self.chars.get(step).copied().unwrap_or_default();
        counted + self.text.as_bytes().get(step * STEP..at).map_or(0, count)
    }
}

/// Counts the characters that begin in a slice of UTF-8.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_lines_and_characters() {
        for text in [
            "",
            "\n",
            "a",
            "one\ntwo\n\nthrée\r\nfour",
            &"é\u{1f407}x".repeat(STEP),
            &format!("{}\nö{}", "ü".repeat(STEP), "y".repeat(STEP)),
        ] {
            let lines = Lines::new(text);
            for offset in (0..text.len() + 2).filter(|offset| text.len() < STEP || offset % 97 < 3 || offset % STEP < 9) {
                let mut end = offset.min(text.len());
                while !text.is_char_boundary(end) {
                    end -= 1;
                }
                let before = &text[..end];
                let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
                let counted = (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1);
                assert_eq!(lines.place(offset), counted, "byte {offset} of a text of {}", text.len());
            }
        }
    }
}
