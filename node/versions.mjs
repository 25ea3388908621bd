import cjs from './versions.js'

export const {
  Version,
  SemverX,
  VersionRange,
  Policy,
  compare,
  satisfies,
  satisfiesMany,
  filter,
  maxSatisfying,
  sort,
  compareMany
} = cjs
