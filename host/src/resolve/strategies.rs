//! The three strategies over answers and texts.

use diram_core::registry::Name;

use super::{
    CheckOptions, CheckReport, Resolver, Solution, SolutionNode, Strategy, UpdatePath, Version,
};
use crate::{Error, Result};

impl Resolver {
    /// Checks a solution by one of the three strategies: parity of the swap, install order, ways of
    /// the update. It reports and refuses nothing.
    ///
    /// ```
    /// use diram::registry::{Registry, RegistryOptions};
    /// use diram::resolve::{CheckOptions, Resolver, Strategy, Verdict, solution};
    /// use diram::versions::Policy;
    ///
    /// let lines = r#"
    /// {"name":"app","version":"1.0.0","deps":{"core":"^1"}}
    /// {"name":"app","version":"1.1.0","deps":{"core":"^1","log":"*"}}
    /// {"name":"core","version":"1.0.0","deps":{}}
    /// {"name":"log","version":"1.0.0","deps":{}}
    /// "#;
    /// let registry = Registry::from_lines(lines, &RegistryOptions::new())?;
    /// let resolver = Resolver::new(&registry, &Policy::default())?;
    /// let running = solution([("app", "1.0.0"), ("core", "1.0.0")])?;
    /// let next = resolver.resolve(&[("app", "*")], &Default::default())?;
    ///
    /// let options = CheckOptions::new().running(running);
    /// let report = resolver.check(&next.solution, Strategy::Eulerian, &options)?;
    /// assert_eq!(report.verdict, Verdict::Warning);
    /// assert_eq!(report.parity.unwrap().odd, ["app", "log"]);
    /// # Ok::<(), diram::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ResolveError::Unknown`](super::ResolveError::Unknown) for a version, chosen or running, that
    /// the registry has not.
    pub fn check(
        &self,
        solution: &Solution,
        strategy: Strategy,
        options: &CheckOptions,
    ) -> Result<CheckReport> {
        Ok(self.newest()?.check(solution, strategy, options)?)
    }

    /// The cheapest safe way of a package from one version to another, hop by hop. `running` is what
    /// else runs: a hop that it does not bear costs more and says what has to change with it. That
    /// there is no way is an answer: `found` is false, and `reason` says why.
    ///
    /// ```
    /// use diram::registry::{Registry, RegistryOptions};
    /// use diram::resolve::{Resolver, Solution};
    /// use diram::versions::Policy;
    ///
    /// let lines = r#"
    /// {"name":"core","version":"1.0.0","deps":{}}
    /// {"name":"core","version":"2.0.0","deps":{}}
    /// {"name":"core","version":"3.2.0","deps":{}}
    /// "#;
    /// let registry = Registry::from_lines(lines, &RegistryOptions::new())?;
    /// let resolver = Resolver::new(&registry, &Policy::default())?;
    /// let path = resolver.plan("core", "1.0.0", "3.2.0", &Solution::new())?;
    /// assert_eq!((path.cost, path.hops.len()), (220, 2)); // one major number at a time
    /// # Ok::<(), diram::Error>(())
    /// ```
    ///
    /// # Errors
    /// Malformed names and versions; [`ResolveError::Unknown`](super::ResolveError::Unknown) when one
    /// of the two versions, or one that runs, is not in the registry.
    pub fn plan(&self, name: &str, from: &str, to: &str, running: &Solution) -> Result<UpdatePath> {
        let (from, to) = (Version::parse(from)?, Version::parse(to)?);
        Ok(self.newest()?.plan(name, &from, &to, running)?)
    }

    /// Each chosen version with what it needs of the others, by label.
    ///
    /// # Errors
    /// [`ResolveError::Unknown`](super::ResolveError::Unknown) for a version that the registry has not.
    pub fn graph(&self, solution: &Solution) -> Result<Vec<SolutionNode>> {
        Ok(self.newest()?.graph(solution)?)
    }
}

/// A solution from texts, such as what runs now: name (with its line, where there are several, as in
/// `core@2`) and version.
///
/// # Errors
/// Malformed names and versions, and a name that stands twice.
pub fn solution<N: AsRef<str>, V: AsRef<str>>(
    pairs: impl IntoIterator<Item = (N, V)>,
) -> Result<Solution> {
    let mut solution = Solution::new();
    for (label, version) in pairs {
        let (label, version) = (label.as_ref(), version.as_ref());
        let name = match label.rfind('@') {
            Some(at) if at > 0 => label.get(..at).unwrap_or(label),
            _ => label,
        };
        Name::parse(name)?;
        if solution
            .insert(label.into(), Version::parse(version)?)
            .is_some()
        {
            return Err(Error::Argument {
                argument: "solution",
                why: format!("{label} stands twice; a package runs in one version"),
            });
        }
    }
    Ok(solution)
}
