import cjs from './packages.js'

export const {
  pack,
  packSync,
  Package,
  createPacker,
  packBytes,
  packBytesSync,
  unpackBytes,
  unpackBytesSync,
  compressWithRecovery,
  compressWithRecoverySync,
  decompressFaultTolerant,
  decompressFaultTolerantSync,
  reconstructComponent,
  reconstructComponentSync,
  checkPart,
  checkPartSync,
  healPart,
  healPartSync,
  huffman,
  COHERENCE_THRESHOLD
} = cjs
