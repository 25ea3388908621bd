/** The version of diram. */
export const version: string

export * from './packages'
export * from './versions'
export * from './resolve'
export * from './registry'
export * from './errors'
