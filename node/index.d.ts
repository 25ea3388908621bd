/** The version of diram. */
export const version: string

export * from './packages'
export * from './versions'
export * from './errors'
