//! Explanations, word for word.

use super::*;

fn why(short: &[&str], wanted: &[(&str, &str)]) -> String {
    answer(short, wanted).explanation.unwrap()
}

#[test]
fn both_requirers_are_named() {
    let short = [
        "app 1.0.0: web ^1, core ^2",
        "web 1.3.0: core ^1",
        "web 1.4.0: core ^1",
        "core 1.9.0",
        "core 2.0.0",
    ];
    let expected = "\
No set of versions fits what you asked for.
You asked for app 1.*.*.stable.
app 1.0.0 needs core ^2.
app 1.0.0 needs web ^1.
every version of web needs core ^1.
No version of core is in ^2 (needed by app 1.0.0) and in ^1 (needed by every version of web).";
    assert_eq!(why(&short, &[("app", "1.*.*.stable")]), expected);
}

#[test]
fn an_invented_name_gets_near_names() {
    let answer = answer(&["request 1.0.0", "requests 2.0.0"], &[("reqeusts", "*")]);
    assert_eq!(answer.near_names["reqeusts"][0], "requests");
    let text = answer.explanation.unwrap();
    assert!(
        text.contains("You asked for reqeusts *, and there is no reqeusts in live."),
        "{text}"
    );
    assert!(text.contains("names like it: requests"), "{text}");
}

#[test]
fn a_range_that_admits_nothing_says_what_to_write() {
    let text = why(&["a 2.0.0-rc.1", "b 1.0.0: a ^2"], &[("b", "*")]);
    assert!(
        text.contains("b 1.0.0 needs a ^2, and no version of a is in that range"),
        "{text}"
    );
    assert!(text.contains("2.0.0-rc.1"), "{text}");
}

#[test]
fn however_long_the_refutation_its_explanation_is_short() {
    let versions: Vec<String> = (0..300).map(|n| format!("a {n}.0.0: b *")).collect();
    let short: Vec<&str> = versions.iter().map(String::as_str).collect();
    let policy = Policy::new().with_lines(Some(crate::semverx::Lines::Major));
    let text = solve(&registry(&short), &policy, &ask(&[("a", "*")])).explanation;
    let text = text.unwrap();
    assert!(text.len() < 20_000, "{} bytes", text.len());
    assert!(text.contains("\n38. Because (37) and "), "{text}");
    assert!(text.contains("… 260 more steps, all of them in the certificate …"));
    assert!(text.contains("\n299. Because (298) and "), "{text}");
    assert!(text.contains("\n300. Because (299) and "), "{text}");
    assert!(text.contains(" or 256 more"), "{text}");
}

#[test]
fn near_names_are_looked_for_a_few_times_only() {
    let versions: Vec<String> = (0..20).map(|n| format!("a {n}.0.0: gone{n} *")).collect();
    let mut short: Vec<&str> = versions.iter().map(String::as_str).collect();
    short.push("gone 1.0.0");
    let answer = answer(&short, &[("a", "*")]);
    assert_eq!(answer.near_names.len(), 8);
    assert!(answer.near_names.values().all(|near| near == &["gone"]));
}

#[test]
fn a_dependency_s_pin_is_told_from_the_root_s() {
    let policy = Policy::new().with_allow_experimental(Some(false));
    let snapshot = registry(&["a 1.0.0.experimental", "b 1.0.0: a 1.0.0.experimental"]);
    let answer = solve(&snapshot, &policy, &ask(&[("b", "*")]));
    let text = answer.explanation.unwrap();
    assert!(
        text.contains("refuses it unless you pin it yourself"),
        "{text}"
    );
}
