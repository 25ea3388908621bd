//! What stands below the graph: the checks' verdicts in sentences, or why nothing resolves.

use std::collections::BTreeSet;

use diram::resolve::{CheckReport, UpdatePath, Verdict};

use super::heading::MARGIN;
use super::svg::{Align, Svg, Type, pill_width, width, wrap};
use super::{Checked, paint};

/// Most details below a sentence, and most names in a line.
const MOST: usize = 8;
/// Size of the letters of verdicts.
const PILL: f64 = 10.0;

const NAME: Type = Type::new(12.0, paint::INK).bold();
const SENTENCE: Type = Type::new(12.0, paint::INK);
const DETAIL: Type = Type::new(11.0, paint::SOFT);

/// One line of thought: whose it is, the verdict, the sentence, what is behind it.
struct Row {
    name: &'static str,
    verdict: Option<Verdict>,
    sentence: String,
    details: Vec<String>,
}

/// Draws them from `top` on; gives where they end.
pub(super) fn verdicts(svg: &mut Svg, checked: &Checked, top: f64, right: f64) -> f64 {
    let pill = MARGIN + width("hamiltonian", NAME.size) + 12.0;
    let indent = pill + pill_width("SAFE_SWAP", PILL) + 12.0;
    let letters = |size: f64| ((right - indent - MARGIN) / width(" ", size)) as usize;
    let mut y = top;
    for row in rows(checked) {
        svg.text((MARGIN, y + 11.5), Align::Start, row.name, NAME);
        if let Some(verdict) = row.verdict {
            svg.pill((pill, y), verdict.name(), PILL, paint::verdict(verdict));
        }
        let sentence = row.sentence.lines().map(|line| (line, SENTENCE));
        let details = row.details.iter().map(|line| (line.as_str(), DETAIL));
        for (text, letter) in sentence.chain(details) {
            for line in wrap(text, letters(letter.size)) {
                svg.text((indent, y + 11.5), Align::Start, &line, letter);
                y += letter.size + 5.0;
            }
        }
        y += 8.0;
    }
    y - 8.0
}

fn rows(checked: &Checked) -> Vec<Row> {
    let mut rows: Vec<Row> = checked.reports.iter().map(row).collect();
    if let Some(why) = &checked.answer.explanation {
        rows.push(Row {
            name: "resolve",
            verdict: Some(Verdict::Panic),
            sentence: why.clone(),
            details: Vec::new(),
        });
    }
    let gone = checked.gone();
    if !gone.is_empty() {
        rows.push(Row {
            name: "gone",
            verdict: None,
            sentence: few(gone.into_iter().map(str::to_owned)).join(", "),
            details: Vec::new(),
        });
    }
    rows
}

fn row(report: &CheckReport) -> Row {
    let removed = report.parity.iter().flat_map(|parity| &parity.removed);
    let removed = removed.map(|(a, b)| format!("{a} and {b} are no longer linked"));
    let ways = report.ways.iter().flatten().map(way);
    Row {
        name: report.strategy.name(),
        verdict: Some(report.verdict),
        sentence: report.message.clone(),
        details: few(removed.chain(ways)),
    }
}

/// The way of one package: its stops, its cost, what has to change with it.
fn way(way: &UpdatePath) -> String {
    let stops = way.hops.iter().map(|hop| &hop.to);
    let last = (!way.found).then_some(&way.to);
    let mut text = format!("{} {}", way.name, way.from.to_compact());
    for stop in stops.chain(last) {
        text += &format!(" → {}", stop.to_compact());
    }
    match &way.reason {
        Some(reason) => text += &format!(": {reason}"),
        None => text += &format!(", cost {}", way.cost),
    }
    let mut seen = BTreeSet::new();
    let together = way.hops.iter().flat_map(|hop| &hop.needs);
    let together = few(together.filter(|label| seen.insert(*label)).cloned());
    match together.is_empty() {
        true => text,
        false => format!("{text}, together with {}", together.join(", ")),
    }
}

/// The first ones, and how many more there are.
fn few(mut details: impl Iterator<Item = String>) -> Vec<String> {
    let mut few: Vec<String> = details.by_ref().take(MOST).collect();
    let more = details.count();
    if more > 0 {
        few.push(format!("and {more} more"));
    }
    few
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_details_are_counted() {
        let details = |n: usize| (0..n).map(|n| n.to_string());
        assert_eq!(few(details(MOST)), Vec::from_iter(details(MOST)));
        let short = few(details(MOST + 3));
        assert_eq!(
            (short.len(), short[MOST].as_str()),
            (MOST + 1, "and 3 more")
        );
    }
}
