import { pack, Package, CoherenceError } from 'diram'

await pack('photos/', 'photos.zip')
const pkg = await Package.open('photos.zip')
try {
  console.log((await pkg.verify()).status, pkg.overallCoherence)
  await pkg.unpack('restored/')
} catch (e) {
  if (e instanceof CoherenceError) console.log(e.hint); else throw e
} finally { pkg.close() }
