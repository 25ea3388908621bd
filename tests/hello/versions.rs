use diram::prelude::*;

fn main() -> Result<(), diram::Error> {
    println!("{}", satisfies("2.stable.1.stable.0.stable", "2.*.*.stable", &Policy::new())?);
    let reg = Registry::open("reg.ndjson", &RegistryOptions::new())?;
    let resolver = Resolver::new(&reg, &Policy::new())?;
    let answer = resolver.resolve(&[("app", "1.*.*.stable")], &ResolveOptions::new())?;
    println!("{}", answer.explanation.unwrap_or_else(|| answer.solution["core"].to_string()));
    Ok(())
}
