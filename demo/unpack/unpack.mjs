// unpack.mjs PACKAGE DIR [salvage]: unpacks, and prints how many parts were mended and rebuilt.
import { Package } from 'diram'

const [source, target, salvage] = process.argv.slice(2)
const pkg = await Package.open(source)
try {
  const { mendedParts, rebuiltParts } = await pkg.unpack(target, { salvage: salvage === 'salvage' })
  console.log(mendedParts, rebuiltParts)
} finally { pkg.close() }
