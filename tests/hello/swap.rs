use diram::{lock::LockOptions, plugins::{Error, Package, RegistryPlugin}, prelude::*, resolve::Solution};
struct NoLeftPad;
impl RegistryPlugin for NoLeftPad {
    fn on_install(&self, package: &Package) -> Result<(), Error> {
        if package.name == "left-pad" { Err(Error::Refused("we pad ourselves".into())) } else { Ok(()) }
    }
}
fn main() -> Result<(), diram::Error> {
    let reg = Registry::open("reg.ndjson", &RegistryOptions::new())?;
    reg.plug(std::sync::Arc::new(NoLeftPad))?;
    if let Err(e) = reg.lock(".", &LockOptions::new()) { println!("{e}") }
    let way = Resolver::new(&reg, &Policy::new())?.plan("core", "1.0.0", "3.2.0", &Solution::new())?;
    println!("{} over {}", way.verdict.name(), way.hops[0].to);
    Ok(())
}
