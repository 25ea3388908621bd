//! The six kinds of components. AuraSeal specification §1.1.

/// What a component holds: the five kinds of the original's folders, and the manifest's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// The packed content.
    Component = 0,
    /// A service file.
    Service = 1,
    /// An operation file.
    Operation = 2,
    /// A division file.
    Division = 3,
    /// A country file.
    Country = 4,
    /// The manifest (id 0) and the file index (id 1 and up).
    Manifest = 5,
}

impl Kind {
    /// Every kind, in numeric order.
    pub const ALL: [Kind; 6] = [
        Kind::Component,
        Kind::Service,
        Kind::Operation,
        Kind::Division,
        Kind::Country,
        Kind::Manifest,
    ];

    /// The kind with this number.
    pub fn from_u8(number: u8) -> Option<Kind> {
        Kind::ALL.get(usize::from(number)).copied()
    }

    /// The word in part names: `diram-<word>-N.part.M`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Component => "component",
            Kind::Service => "service",
            Kind::Operation => "operation",
            Kind::Division => "division",
            Kind::Country => "country",
            Kind::Manifest => "manifest",
        }
    }

    /// The kind called `name`.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The folder of the kind's parts inside the zip, with a trailing slash.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Component => "root/obinexus/src/",
            Kind::Service => "services/",
            Kind::Operation => "operations/",
            Kind::Division => "divisions/",
            Kind::Country => "country/",
            Kind::Manifest => "manifest/",
        }
    }
}
