//! Words and scores.

use crate::osv::{Advisory, Severity};
use crate::registry::FaultCause;

fn read(top: &str, own: &str) -> Severity {
    let package = r#""package":{"ecosystem":"SemVerX","name":"core"}"#;
    let text = format!(r#"{{"id":"A"{top},"affected":[{{{package}{own}}}]}}"#);
    let advisory = Advisory::parse(&text).expect(&text);
    advisory.severity("core").expect("core is in it")
}

#[test]
fn words_scores_and_neither() {
    let word = |word: &str| format!(r#","database_specific":{{"severity":{word},"cwe_ids":[]}}"#);
    let score = |score: &str| format!(r#","severity":[{{"type":"CVSS_V3","score":"{score}"}}]"#);
    for (text, severity) in [
        ("", Severity::Medium),
        (&*word("\"LOW\""), Severity::Low),
        (&word("\"Moderate\""), Severity::Medium),
        (&word("\"HIGH\""), Severity::High),
        (&word("\"critical\""), Severity::Critical),
        // Not a word that says anything.
        (&word("\"dreadful\""), Severity::Medium),
        (&word("null"), Severity::Medium),
        (&word("[[{\"a\":[1]}]]"), Severity::Medium),
        (&word("{\"score\":9.9}"), Severity::Medium),
        (&word("9.9"), Severity::Medium),
        // 9.8, 7.5, 5.4, 3.1 and 0.0 as their calculators say.
        (
            &score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
            Severity::Critical,
        ),
        (
            &score("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"),
            Severity::High,
        ),
        (
            &score("CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N"),
            Severity::Medium,
        ),
        (
            &score("CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:N/I:L/A:N"),
            Severity::Low,
        ),
        (
            &score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N"),
            Severity::Low,
        ),
        (
            &score("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"),
            Severity::Critical,
        ),
        (&score("AV:N/AC:L/Au:N/C:C/I:C/A:C"), Severity::High),
        (&score("negligible"), Severity::Low),
        // No score can be made of these.
        (&score("CVSS:3.1/AV:N/AC:L"), Severity::Medium),
        (&score("CVSS:9.0/AV:N"), Severity::Medium),
        (&score(""), Severity::Medium),
        (r#","severity":[]"#, Severity::Medium),
    ] {
        assert_eq!(read(text, ""), severity, "{text}");
        assert_eq!(read("", text), severity, "of the package: {text}");
    }
}

#[test]
fn the_package_the_word_and_the_worst_come_first() {
    let low = r#","database_specific":{"severity":"LOW"}"#;
    let high = r#","database_specific":{"severity":"HIGH"}"#;
    let scores = r#","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:N/I:L/A:N"},
        {"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]"#;
    assert_eq!(read(high, low), Severity::Low);
    assert_eq!(read(low, high), Severity::High);
    assert_eq!(read(low, scores), Severity::Critical);
    assert_eq!(read("", &format!("{low}{scores}")), Severity::Low);
    assert_eq!(read(&format!("{low}{scores}"), ""), Severity::Low);
    assert_eq!(Severity::Critical.cause(), FaultCause::AdvisoryCritical);
    assert!(Severity::Low.cause().level() < Severity::Medium.cause().level());
    assert!(Severity::Medium.cause().level() < Severity::High.cause().level());
}
