// The same package from CommonJS.
import diram = require('diram')
import packages = require('diram/packages')
import errors = require('diram/errors')

const bytes: Buffer = diram.packBytesSync(Buffer.from('text'))
const pkg: diram.Package = packages.Package.openSync(bytes)
pkg.close()
const code: errors.Code = errors.Code.COHERENCE
const yes: boolean = diram.satisfies('1.2.3', '^1')
void [code, yes]
