//! The few shapes a picture is made of, as SVG.

use std::fmt::Write;

/// One size of letters: all are as wide, so that boxes fit without a font at hand.
const ADVANCE: f64 = 0.6;

/// The width of a text, in pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().count() as f64 * size * ADVANCE
}

/// At most `most` letters, the last one `…` where some are missing.
pub(super) fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept = text.chars().take(most.saturating_sub(1));
    kept.chain(['…']).collect()
}

/// Lines of at most `most` letters, broken between words; a longer word is shortened.
pub(super) fn wrap(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = shorten(word, most);
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// A rectangle's place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Where a text has its place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Align {
    Start,
    Middle,
    End,
}

/// How letters look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) colour: &'static str,
    bold: bool,
    struck: bool,
}

impl Type {
    pub(super) const fn new(size: f64, colour: &'static str) -> Type {
        Type {
            size,
            colour,
            bold: false,
            struck: false,
        }
    }

    pub(super) const fn bold(mut self) -> Type {
        self.bold = true;
        self
    }

    /// With a line through it.
    pub(super) const fn struck(mut self) -> Type {
        self.struck = true;
        self
    }

    pub(super) const fn colour(mut self, colour: &'static str) -> Type {
        self.colour = colour;
        self
    }
}

/// A picture in the making.
#[derive(Default)]
pub(super) struct Svg {
    body: String,
}

impl Svg {
    fn add(&mut self, args: std::fmt::Arguments<'_>) {
        // Writing to a String has no errors.
        let _ = self.body.write_fmt(args);
        self.body.push('\n');
    }

    /// A rounded rectangle; `style` is further attributes.
    pub(super) fn rect(&mut self, frame: Frame, radius: f64, style: &str) {
        let Frame {
            x,
            y,
            width,
            height,
        } = frame;
        self.add(format_args!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="{radius:.1}" {style}/>"#
        ));
    }

    /// A path without filling.
    pub(super) fn path(&mut self, data: &str, style: &str) {
        self.add(format_args!(r#"<path d="{data}" fill="none" {style}/>"#));
    }

    /// A filled triangle beside a place, its tip there; it points to the left or to the right.
    pub(super) fn tip(&mut self, (x, y): (f64, f64), left: bool, colour: &str) {
        let back = if left { x + 7.0 } else { x - 7.0 };
        let (up, down) = (y - 4.0, y + 4.0);
        self.add(format_args!(
            r#"<path d="M{x:.1} {y:.1}L{back:.1} {up:.1}L{back:.1} {down:.1}Z" fill="{colour}"/>"#
        ));
    }

    /// A text that begins, ends or has its middle at a place, where its letters' feet stand.
    pub(super) fn text(&mut self, (x, y): (f64, f64), align: Align, text: &str, letters: Type) {
        let Type { size, colour, .. } = letters;
        let mut style = String::new();
        if letters.bold {
            style += r#" font-weight="bold""#;
        }
        if letters.struck {
            style += r#" text-decoration="line-through""#;
        }
        let anchor = match align {
            Align::Start => "",
            Align::Middle => r#" text-anchor="middle""#,
            Align::End => r#" text-anchor="end""#,
        };
        let text = escape(text);
        self.add(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" fill="{colour}"{style}{anchor}>{text}</text>"#
        ));
    }

    /// A word on a coloured ground; gives its width.
    pub(super) fn pill(&mut self, (x, y): (f64, f64), word: &str, size: f64, ground: &str) -> f64 {
        let frame = Frame {
            x,
            y,
            width: pill_width(word, size),
            height: size + 5.0,
        };
        self.rect(frame, frame.height / 2.0, &format!(r#"fill="{ground}""#));
        let white = Type::new(size, "#ffffff").bold();
        let middle = (x + frame.width / 2.0, y + size + 0.8);
        self.text(middle, Align::Middle, word, white);
        frame.width
    }

    /// What follows until [`close`](Svg::close) shows this text under the pointer.
    pub(super) fn open(&mut self, title: &str) {
        let title = escape(title);
        self.add(format_args!("<g><title>{title}</title>"));
    }

    pub(super) fn close(&mut self) {
        self.add(format_args!("</g>"));
    }

    /// The whole file, of this width and height; `definitions` are what styles refer to.
    pub(super) fn finish(
        self,
        (width, height): (f64, f64),
        title: &str,
        definitions: &str,
    ) -> String {
        let (title, body) = (escape(title), self.body);
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" viewBox="0 0 {width:.0} {height:.0}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" role="img">
<title>{title}</title>
{definitions}
<rect width="100%" height="100%" rx="10" fill="#ffffff"/>
{body}</svg>
"##
        )
    }
}

/// The width of a pill.
pub(super) fn pill_width(word: &str, size: f64) -> f64 {
    width(word, size) + size * 1.2
}

/// Text that is no markup, without characters that XML forbids.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_no_markup() {
        assert_eq!(
            escape("<a b=\"&\">\u{1b}\n"),
            "&lt;a b=&quot;&amp;&quot;&gt;\u{fffd} "
        );
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("a abcdefgh", 4), ["a", "abc…"]);
        assert!(wrap(" ", 4).is_empty());
        assert_eq!(shorten("größe", 5), "größe");
        assert_eq!(shorten("größer", 5), "größ…");
    }
}
