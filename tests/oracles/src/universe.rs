//! Made registries, told in numbers so that no oracle needs diram's versions or ranges: version n of
//! a package is `(1 + n / 4).(n % 4).0`, and a dependency lists the numbers that it accepts.

/// Versions of a package, what each needs, and whether it is yanked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Release {
    /// Package and accepted versions.
    pub(crate) deps: Vec<(usize, Accepts)>,
    pub(crate) yanked: bool,
}

/// A range, by version numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Accepts {
    Any,
    /// This version alone.
    Exactly(usize),
    /// From this one on, within its major version.
    Caret(usize),
    /// From this one on.
    AtLeast(usize),
    /// Below this one.
    Below(usize),
}

impl Accepts {
    pub(crate) fn accepts(self, version: usize) -> bool {
        match self {
            Accepts::Any => true,
            Accepts::Exactly(n) => version == n,
            Accepts::Caret(n) => version >= n && version / 4 == n / 4,
            Accepts::AtLeast(n) => version >= n,
            Accepts::Below(n) => version < n,
        }
    }

    /// As diram reads it.
    pub(crate) fn text(self) -> String {
        match self {
            Accepts::Any => "*".into(),
            Accepts::Exactly(n) => number(n),
            Accepts::Caret(n) => format!("^{}", number(n)),
            Accepts::AtLeast(n) => format!(">={}", number(n)),
            Accepts::Below(n) => format!("<{}", number(n)),
        }
    }
}

pub(crate) fn number(version: usize) -> String {
    format!("{}.{}.0", 1 + version / 4, version % 4)
}

/// Packages by number; one without versions was never published.
#[derive(Clone, Debug)]
pub(crate) struct Universe {
    pub(crate) packages: Vec<Vec<Release>>,
    pub(crate) wanted: Vec<(usize, Accepts)>,
}

impl Universe {
    /// The accepted versions of a package that may be chosen.
    pub(crate) fn candidates(
        &self,
        package: usize,
        accepts: Accepts,
    ) -> impl Iterator<Item = usize> {
        let releases = self.packages[package].iter().enumerate();
        releases
            .filter(move |(n, release)| accepts.accepts(*n) && !release.yanked)
            .map(|(n, _)| n)
    }

    /// As a registry file.
    pub(crate) fn lines(&self) -> String {
        let mut lines = String::new();
        for (package, releases) in self.packages.iter().enumerate() {
            for (version, release) in releases.iter().enumerate() {
                let deps: Vec<String> = release
                    .deps
                    .iter()
                    .map(|(dep, accepts)| format!("\"p{dep}\":\"{}\"", accepts.text()))
                    .collect();
                lines += &format!(
                    "{{\"name\":\"p{package}\",\"version\":\"{}\",\"deps\":{{{}}},\"yanked\":{}}}\n",
                    number(version),
                    deps.join(","),
                    release.yanked
                );
            }
        }
        lines
    }
}

/// Pseudo-random numbers, the same everywhere (SplitMix64).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn accepts(&mut self, versions: usize) -> Accepts {
        let n = self.below(versions);
        match self.below(10) {
            0 => Accepts::Any,
            1..=2 => Accepts::Exactly(n),
            3..=6 => Accepts::Caret(n),
            7..=8 => Accepts::AtLeast(n),
            _ => Accepts::Below(n),
        }
    }
}

/// A shape of registry, and how to make one.
pub(crate) type Shape = (&'static str, fn(&mut Numbers) -> Universe);

pub(crate) const SHAPES: &[Shape] = &[
    ("tangled", |n| random(n, 12, 5, 3, true)),
    ("layered", |n| random(n, 30, 6, 3, false)),
    ("dense", |n| random(n, 8, 8, 6, true)),
    ("wide", wide),
    ("deep", deep),
    ("trap", trap),
];

/// Any package may need any, itself and unpublished ones too, or only later ones.
fn random(
    n: &mut Numbers,
    packages: usize,
    versions: usize,
    deps: usize,
    circles: bool,
) -> Universe {
    let releases = |n: &mut Numbers, package: usize| {
        let count = if n.chance(5) {
            0
        } else {
            1 + n.below(versions)
        };
        let release = |n: &mut Numbers| {
            let mut list: Vec<(usize, Accepts)> = Vec::new();
            for _ in 0..n.below(deps + 1) {
                let dep = if circles {
                    n.below(packages)
                } else {
                    package + 1 + n.below(packages)
                };
                if dep < packages && list.iter().all(|(known, _)| *known != dep) {
                    list.push((dep, n.accepts(versions)));
                }
            }
            Release {
                deps: list,
                yanked: n.chance(8),
            }
        };
        (0..count).map(|_| release(n)).collect()
    };
    let packages: Vec<Vec<Release>> = (0..packages).map(|p| releases(n, p)).collect();
    let wanted = (0..1 + n.below(3))
        .map(|_| (n.below(3), n.accepts(versions)))
        .collect();
    Universe { packages, wanted }
}

/// One package that needs fifty, which share a few others.
fn wide(n: &mut Numbers) -> Universe {
    let leaf = |n: &mut Numbers| {
        let deps = (51..55).filter(|_| n.chance(30)).collect::<Vec<_>>();
        let deps = deps
            .into_iter()
            .map(|dep| (dep, Accepts::AtLeast(n.below(7))))
            .collect();
        Release {
            deps,
            yanked: false,
        }
    };
    let mut packages = vec![vec![Release {
        deps: (1..51).map(|dep| (dep, Accepts::Any)).collect(),
        yanked: false,
    }]];
    packages.extend((1..51).map(|_| (0..4).map(|_| leaf(n)).collect::<Vec<_>>()));
    packages.extend((51..55).map(|_| vec![Release::default(); 4 + n.below(4)]));
    Universe {
        packages,
        wanted: vec![(0, Accepts::Any)],
    }
}

/// A chain of two hundred; its end may be unpublished, or too old.
fn deep(n: &mut Numbers) -> Universe {
    let mut packages: Vec<Vec<Release>> = (0..200)
        .map(|package| {
            let release = |n: &mut Numbers| Release {
                deps: vec![(package + 1, Accepts::AtLeast(n.below(3)))],
                yanked: false,
            };
            (0..3).map(|_| release(n)).collect()
        })
        .collect();
    packages.push(vec![Release::default(); n.below(4)]);
    Universe {
        packages,
        wanted: vec![(0, Accepts::Any)],
    }
}

/// Two packages whose versions go in step and a third that only their oldest can bear: who goes
/// back on the wrong one of them tries all combinations.
fn trap(n: &mut Numbers) -> Universe {
    let steps = 20 + n.below(20);
    let pairs = |other: usize, third: usize| -> Vec<Release> {
        (0..steps)
            .map(|version| Release {
                deps: vec![
                    (other, Accepts::Exactly(version)),
                    (third, Accepts::AtLeast(version)),
                ],
                yanked: false,
            })
            .collect()
    };
    let packages = vec![
        pairs(1, 2),
        pairs(0, 3),
        vec![Release::default(); 1 + n.below(3)],
        vec![Release::default(); n.below(3)],
    ];
    Universe {
        packages,
        wanted: vec![(0, Accepts::Any), (1, Accepts::Any)],
    }
}
