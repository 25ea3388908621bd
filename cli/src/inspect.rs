//! `diram inspect`.

use std::path::PathBuf;
use std::process::ExitCode;

use diram::packages::{ComponentView, Entry, Package};
use serde_json::{Value, json};

use crate::exit::Refusal;
use crate::interrupt::Interrupt;
use crate::print::Printer;
use crate::progress::Bar;
use crate::{input, text};

/// Show what a package is made of
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  diram inspect photos.zip
  diram inspect photos.zip --files
  diram inspect photos.zip --json | jq '.components[].sha256'")]
pub(crate) struct Args {
    /// Package; `-` reads standard input
    #[arg(value_name = "PKG.zip")]
    package: PathBuf,
    /// List the files, folders and links in it
    #[arg(long)]
    files: bool,
    /// Print one JSON object: the verification, every component with its parts, and with --files
    /// the files
    #[arg(long)]
    pub(crate) json: bool,
}

pub(crate) fn run(
    args: &Args,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<ExitCode, Refusal> {
    let bar = Bar::show(interrupt.op(), printer);
    let package = input::open(&args.package, interrupt)?;
    let components = package.components()?;
    let files = if args.files {
        Some(package.entries()?)
    } else {
        None
    };
    let json = if args.json {
        as_json(&package, &components, files.as_deref(), interrupt)?
    } else {
        Value::Null
    };
    drop(bar);
    let text = match &files {
        Some(files) => listing(files),
        None => table(&package, &components),
    };
    printer.report(|| json, &text)?;
    Ok(ExitCode::SUCCESS)
}

fn as_json(
    package: &Package,
    components: &[ComponentView],
    files: Option<&[Entry]>,
    interrupt: &Interrupt,
) -> Result<Value, Refusal> {
    let found = package.verify_with(interrupt.op())?;
    let mut object = json!({
        "name": package.name(),
        "version": package.version(),
        "status": found.status,
        "coherence": found.coherence,
        "coherence_healed": found.coherence_healed,
        "threshold": found.threshold,
        "bytes": found.bytes,
        "components": components,
    });
    if let Some(files) = files {
        object["files"] = json!(files);
    }
    Ok(object)
}

fn table(package: &Package, components: &[ComponentView]) -> String {
    let title = match (package.name(), package.version()) {
        (Some(name), Some(version)) => {
            format!("{} {}", text::name(&name), text::name(&version))
        }
        _ => "unknown package (its manifest is lost)".to_owned(),
    };
    let mut out = format!(
        "{title}\n\n{:10} {:>3} {:>6} {:>9} {:>5} {:>6}  codec\n",
        "kind", "id", "volume", "size", "parts", "parity"
    );
    for component in components {
        out += &format!(
            "{:10} {:>3} {:>6} {:>9} {:>5} {:>6}  {}\n",
            component.kind,
            component.component_id,
            component.volume,
            component.total_size.map_or("?".into(), text::bytes),
            component.num_parts,
            component.recovery.parity_parts.len(),
            component.codec.unwrap_or("?"),
        );
    }
    out
}

fn listing(files: &[Entry]) -> String {
    let line = |entry: &Entry| {
        format!(
            "{}{} {:>14}  {}\n",
            letter(&entry.kind),
            permissions(entry.mode),
            entry.size,
            text::name(&entry.path)
        )
    };
    files.iter().map(line).collect()
}

/// As `ls` writes it; a hard link, which `ls` cannot tell, as `tar` does.
fn letter(kind: &str) -> char {
    match kind {
        "directory" => 'd',
        "symlink" => 'l',
        "hardlink" => 'h',
        _ => '-',
    }
}

fn permissions(mode: u32) -> String {
    (0..9)
        .rev()
        .map(|bit| {
            if mode >> bit & 1 == 1 {
                ['x', 'w', 'r'][bit % 3]
            } else {
                '-'
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_read_as_in_ls() {
        for (mode, text) in [(0o755, "rwxr-xr-x"), (0o640, "rw-r-----"), (0, "---------")] {
            assert_eq!(permissions(mode), text);
        }
    }
}
