//! Registry files, good and broken.

use super::*;
use crate::{Code, Failure};

fn refused(text: &str) -> RegistryError {
    read_lines(text).expect_err(text)
}

#[test]
fn a_file_gives_its_entries_in_order() {
    let text = "\n{\"name\":\"b\",\"version\":\"1.0.0\",\"deps\":{\"z\":\"*\",\"a\":\"^1\"}}\r\n  \t\r\n\
        { \"version\" : \"2.0.0.experimental\", \"deps\" : {}, \"name\" : \"a\", \"yanked\" : true, \"fault\" : 7,\
        \"sha256\":\"00000000000000000000000000000000000000000000000000000000000000ff\",\"published\":9007199254740991}";
    let entries = read_lines(text).unwrap();
    assert_eq!(entries.len(), 2);
    let (a, b) = (&entries[0], &entries[1]);
    assert_eq!((a.name.as_str(), a.yanked, a.fault.get()), ("a", true, 7));
    assert_eq!(
        (a.sha256.unwrap()[31], a.published),
        (255, Some((1 << 53) - 1))
    );
    let deps: Vec<_> = b.deps.iter().map(|d| (d.name.as_str(), &*d.text)).collect();
    assert_eq!(deps, [("a", "^1"), ("z", "*")]);
    assert!(read_lines("").unwrap().is_empty());
}

#[test]
fn the_order_of_lines_makes_no_difference() {
    let lines = ["a", "b", "c"]
        .map(|n| format!("{{\"name\":\"{n}\",\"version\":\"1.0.0\",\"deps\":{{\"a\":\"*\"}}}}"));
    let mut turned = lines.clone();
    turned.reverse();
    let root = |lines: &[String]| tier(&read_lines(&lines.join("\n")).unwrap()).root();
    assert_eq!(root(&lines), root(&turned));
}

#[test]
fn the_first_broken_line_is_named() {
    let good = |n: usize| format!("{{\"name\":\"a\",\"version\":\"{n}.0.0\",\"deps\":{{}}}}");
    let cases = [
        ("{", "EOF while parsing an object"),
        (
            "[]",
            "invalid type: sequence, expected an object with name, version and deps",
        ),
        ("nonsense", "expected ident"),
        (
            "{\"name\":\"A\",\"version\":\"1.0.0\",\"deps\":{}}",
            "name \"A\", column 1: 'A' is not one of a-z 0-9 . _ -",
        ),
        ("{\"name\":\"a\",\"version\":\"1.0\",\"deps\":{}}", ""),
        (
            "{\"name\":\"a\",\"version\":\"1.0.0\"}",
            "key \"deps\" is missing",
        ),
        (
            "{\"name\":\"a\",\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{}}",
            "key \"name\" stands twice",
        ),
        (
            "{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{\"b\":\"*\",\"b\":\"*\"}}",
            "dependency b stands twice",
        ),
        (
            "{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{\"b\":\"nonsense\"}}",
            "dependency b: ",
        ),
        (
            "{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{\"b\":1}}",
            "invalid type: integer `1`, expected a text",
        ),
        (
            "{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{},\"fault\":18}",
            "a fault level is 0 to 17, got 18",
        ),
        (
            "{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{},\"fault\":-1}",
            "invalid value: integer `-1`",
        ),
        (
            "{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{},\"sha256\":\"AB\"}",
            "\"sha256\" is not 64 lower-case hex digits",
        ),
        (
            "{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{},\"published\":9007199254740992}",
            "\"published\" is above",
        ),
        (
            "{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{},\"yanked\":null}",
            "invalid type: null",
        ),
        (
            "{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{}} x",
            "trailing characters",
        ),
        (
            "{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{},\"tombstone\":null}",
            "unknown key \"tombstone\"",
        ),
    ];
    for (bad, says) in cases {
        let text = [good(1), good(2), bad.to_owned(), "worse".into(), good(3)].join("\n");
        let error = refused(&text);
        assert_eq!(error.code(), Code::Format, "{bad}");
        let RegistryError::Line {
            line, column, why, ..
        } = &error
        else {
            panic!("{bad}: {error:?}");
        };
        assert_eq!(*line, 3, "{bad}");
        assert!(
            (1..=bad.len() + 1).contains(column),
            "{bad}: column {column}"
        );
        assert!(why.starts_with(says), "{bad}: {why}");
        assert_eq!(error.details()["line"], 3);
    }
}

#[test]
fn columns_and_hints_are_to_the_point() {
    let error = refused("{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{\"core\":\"^^1\"}}");
    let RegistryError::Line { column, .. } = error else {
        panic!("{error:?}");
    };
    assert_eq!(column, 47);
    for (key, hint) in [
        ("dependencies", "did you mean \"deps\"?"),
        ("Yanked", "did you mean \"yanked\"?"),
        ("versions", "did you mean \"version\"?"),
        (
            "x",
            "the keys are name, version, deps, yanked, fault, sha256, published",
        ),
    ] {
        let error = refused(&format!("{{\"{key}\":1}}"));
        assert_eq!(error.hint().as_deref(), Some(hint), "{key}");
    }
}

#[test]
fn a_byte_order_mark_is_called_so() {
    let good = "{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{}}";
    for (text, line) in [
        (format!("\u{feff}{good}"), 1),
        // Of a file that was appended to another one.
        (format!("{good}\n\u{feff}{good}\n"), 2),
    ] {
        let error = refused(&text);
        let place = format!("line {line}, column 1: a byte order mark");
        assert!(error.to_string().starts_with(&place), "{error}");
        assert!(error.hint().unwrap().contains("without a byte order mark"));
    }
}

#[test]
fn a_version_stands_once() {
    let line = |v: &str| format!("{{\"name\":\"a\",\"version\":\"{v}\",\"deps\":{{}}}}\n");
    let text = [
        line("1.0.0"),
        line("2.0.0"),
        line("1.stable.0.stable.0.stable+x"),
        line("1.0.0"),
    ]
    .concat();
    let error = refused(&(text.clone() + "broken"));
    let RegistryError::Duplicate {
        line: at, first, ..
    } = &error
    else {
        panic!("{error:?}");
    };
    assert_eq!((*at, *first), (3, 1));
    assert_eq!(error.code(), Code::Exists);
    // What stands after a broken line is not looked at.
    let error = refused(&format!("broken\n{text}"));
    assert!(matches!(error, RegistryError::Line { line: 1, .. }));
}

#[test]
fn long_lines_and_many_dependencies_are_refused() {
    let long = format!("{{\"name\":\"{}\"}}", "a".repeat(MAX_LINE));
    assert!(
        refused(&long)
            .to_string()
            .contains("a line has at most 1048576")
    );
    let deps: Vec<String> = (0..=MAX_DEPENDENCIES)
        .map(|n| format!("\"p{n}\":\"*\""))
        .collect();
    let many = |n: usize| {
        format!(
            "{{\"name\":\"a\",\"version\":\"1.0.0\",\"deps\":{{{}}}}}",
            deps[..n].join(",")
        )
    };
    assert!(
        refused(&many(MAX_DEPENDENCIES + 1))
            .to_string()
            .contains("more than 4096")
    );
    assert_eq!(
        read_line(&many(MAX_DEPENDENCIES)).unwrap().deps.len(),
        MAX_DEPENDENCIES
    );
}

#[test]
fn names() {
    for good in [
        "a",
        "0a",
        "left-pad",
        "a.b_c-d",
        "@acme/core",
        "@acme/search",
        "lives",
        "a-v1x",
        "x-v",
        "1.0",
        &"a".repeat(64),
    ] {
        assert_eq!(
            Name::parse(good).map(|n| n.to_string()).as_deref(),
            Ok(good)
        );
    }
    let long = "a".repeat(65);
    for (bad, column, suggestion) in [
        ("", 1, None),
        ("Left-Pad", 1, Some("left-pad")),
        ("left pad", 5, Some("left-pad")),
        ("caf\u{e9}", 4, None),
        (".a", 1, Some("a")),
        ("a..b", 2, Some("a.b")),
        ("123", 1, None),
        ("core-v1.0.0", 5, Some("core")),
        ("core-v1.stable.0.stable.0.stable", 5, Some("core")),
        ("core-v1.0.0-v2", 5, Some("core")),
        ("search", 1, None),
        ("@acme", 1, None),
        ("@/core", 2, None),
        ("@acme/", 7, None),
        ("@acme/co/re", 9, None),
        ("@Acme/core", 2, Some("@acme/core")),
        (&long, 65, None),
        ("a\0b", 2, None),
    ] {
        let error = Name::parse(bad).expect_err(bad);
        assert_eq!(
            (error.column, error.suggestion.as_deref()),
            (column, suggestion),
            "{bad:?}"
        );
        assert!(error.hint().is_some());
        if let Some(suggestion) = suggestion {
            assert!(Name::parse(suggestion).is_ok(), "{suggestion}");
        }
    }
    assert_eq!(
        Name::parse(&"x y".repeat(5000))
            .unwrap_err()
            .text
            .chars()
            .count(),
        81
    );
}
