/** The platform of this machine as the addon's file is named: `linux-x64-gnu`, `darwin-arm64`, … */
export function platformName () {
  const base = `${process.platform}-${process.arch}`
  if (process.platform === 'win32') return `${base}-msvc`
  if (process.platform !== 'linux') return base
  const { glibcVersionRuntime } = process.report.getReport().header
  return `${base}-${glibcVersionRuntime === undefined ? 'musl' : 'gnu'}`
}
