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
