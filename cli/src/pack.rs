//! `diram pack`.

use std::io::BufWriter;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::value_parser;
use diram::Error;
use diram::packages::{
    AtomicFile, CodecChoice, Kind, PackOptions, PackReport, Redundancy, pack, pack_stream, pack_to,
};

use crate::exit::Refusal;
use crate::input::is_dash;
use crate::interrupt::Interrupt;
use crate::output;
use crate::print::{GOOD, Printer, styled};
use crate::progress::Bar;
use crate::text;

/// Make a self-healing package of a file, a folder or standard input
///
/// With `-o -` the package goes to standard output and the report to standard error.
/// SOURCE_DATE_EPOCH (seconds since 1970) fixes every modification time.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  diram pack photos -o photos.zip
  diram pack notes.txt --redundancy 25         a quarter of the package is parity
  diram pack app --name app --version 1.2.0 --service app.service
  tar c src | diram pack - --name src.tar -o - | ssh host 'cat > src.zip'")]
pub(crate) struct Args {
    /// File or folder to pack; `-` reads standard input
    input: PathBuf,
    /// Package to write; `-` writes to standard output
    #[arg(
        short,
        long,
        value_name = "PKG.zip",
        default_value = "diram-package.zip"
    )]
    output: PathBuf,
    /// Package name [default: the file name of the input, `data` for standard input]
    #[arg(long)]
    name: Option<String>,
    /// Package version [default: 0.0.0]
    #[arg(long)]
    version: Option<String>,
    /// Compression of each component; auto takes the smallest
    #[arg(long, default_value = "auto", value_parser = PossibleValuesParser::new(codecs()))]
    codec: String,
    /// Brotli quality, 0 to 11
    #[arg(long, value_name = "Q", default_value_t = 5, value_parser = value_parser!(u32).range(0..=11))]
    quality: u32,
    /// Parity's share of the package in percent, 6.25 to 44 [default: 6.25]
    #[arg(long, value_name = "PCT", value_parser = redundancy)]
    redundancy: Option<Redundancy>,
    /// Add a file as service; may be repeated
    #[arg(long, value_name = "FILE")]
    service: Vec<PathBuf>,
    /// Add a file as operation; may be repeated
    #[arg(long, value_name = "FILE")]
    operation: Vec<PathBuf>,
    /// Add a file as division; may be repeated
    #[arg(long, value_name = "FILE")]
    division: Vec<PathBuf>,
    /// Add a file as country; may be repeated
    #[arg(long, value_name = "FILE")]
    country: Vec<PathBuf>,
    /// Leave modification times out
    #[arg(long)]
    no_mtime: bool,
    /// Print the report as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

fn codecs() -> [&'static str; 4] {
    CodecChoice::ALL.map(|(name, _)| name)
}

fn redundancy(text: &str) -> Result<Redundancy, String> {
    let percent: f64 = text.parse().map_err(|_| "it is not a number".to_owned())?;
    Redundancy::from_percent(percent).ok_or_else(|| "it must be within 6.25 and 44".to_owned())
}

pub(crate) fn run(
    args: &Args,
    interrupt: &Interrupt,
    printer: &Printer,
) -> Result<ExitCode, Refusal> {
    let options = options(args, interrupt)?;
    let aside = is_dash(&args.output);
    let report = {
        let _bar = Bar::show(interrupt.op(), printer);
        match (is_dash(&args.input), aside) {
            (true, true) => pack_stream(interrupt.stdin()?, output::stdout()?, &options)?.1,
            (false, true) => pack_to(&args.input, output::stdout()?, &options)?.1,
            (true, false) => stream_to_file(args, interrupt, &options)?,
            (false, false) => pack(&args.input, &args.output, &options)?,
        }
    };
    printer.warn(&report.warnings);
    let json = || serde_json::json!(report);
    if aside {
        printer.report_aside(json, &summary(args, &report))?;
    } else {
        printer.report(json, &summary(args, &report))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn options(args: &Args, interrupt: &Interrupt) -> Result<PackOptions, Refusal> {
    let mut options = PackOptions::new()
        .codec(args.codec.parse().map_err(Error::from)?)
        .quality(args.quality)
        .redundancy(args.redundancy.unwrap_or_default())
        .mtime(!args.no_mtime)
        .op(interrupt.op());
    options.name = args.name.clone();
    options.version = args.version.clone();
    options.epoch = source_date_epoch()?;
    for (kind, files) in [
        (Kind::Service, &args.service),
        (Kind::Operation, &args.operation),
        (Kind::Division, &args.division),
        (Kind::Country, &args.country),
    ] {
        options = files
            .iter()
            .fold(options, |options, file| options.with(kind, file));
    }
    Ok(options)
}

fn source_date_epoch() -> Result<Option<u64>, Refusal> {
    let Some(text) = std::env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let seconds = text.to_str().and_then(|text| text.parse().ok());
    seconds.map(Some).ok_or_else(|| {
        let hint = "write whole seconds since 1970, or unset it";
        Refusal::usage(
            format!("SOURCE_DATE_EPOCH is {text:?}, not a time"),
            Some(hint.into()),
        )
    })
}

fn stream_to_file(
    args: &Args,
    interrupt: &Interrupt,
    options: &PackOptions,
) -> Result<PackReport, Refusal> {
    let out = BufWriter::with_capacity(1 << 20, AtomicFile::new(&args.output)?);
    let (out, report) = pack_stream(interrupt.stdin()?, out, options)?;
    let out = out
        .into_inner()
        .map_err(|e| Error::io(&args.output, e.into_error()))?;
    if interrupt.came() {
        return Err(Refusal::interrupted());
    }
    out.commit()?;
    Ok(report)
}

fn summary(args: &Args, report: &PackReport) -> String {
    let target = crate::input::shown(&args.output);
    let target = if is_dash(&args.output) {
        "standard output".into()
    } else {
        target
    };
    let difference = match report.overhead {
        Some(overhead) if overhead < 0.0 => format!(", {:.1} % smaller", -overhead * 100.0),
        Some(overhead) => format!(", {:.1} % overhead", overhead * 100.0),
        None => String::new(),
    };
    format!(
        "{packed} {input} into {target}\n  \
           content   {content} in {files}\n  \
           package   {package}{difference}\n  \
           parts     {parts} in {components}, {parity} of them parity\n  \
           identity  {name} {version} (tag {tag})\n",
        packed = styled(GOOD, "packed"),
        input = crate::input::shown(&args.input),
        content = text::bytes(report.input_bytes),
        files = text::count(report.files, "file"),
        package = text::bytes(report.output_bytes),
        parts = report.parts,
        components = text::count(report.components, "component"),
        parity = report.parity_parts,
        name = text::name(&report.name),
        version = text::name(&report.version),
        tag = report.tag,
    )
}
