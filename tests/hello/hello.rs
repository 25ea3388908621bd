use diram::prelude::*;

fn main() -> Result<(), diram::Error> {
    pack("photos", "photos.zip", &PackOptions::new())?;
    let pkg = Package::open("photos.zip")?;
    println!("{:?} {}", pkg.verify()?.status, pkg.overall_coherence()?);
    pkg.unpack("restored", &UnpackOptions::new())?;
    Ok(())
}
