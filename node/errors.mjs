import cjs from './errors.js'

export const {
  DiramError,
  ArgumentError,
  StateError,
  Cancelled,
  DeadlineExceeded,
  FormatError,
  RecoveryError,
  CoherenceError,
  LostError,
  IntegrityError,
  VersionError,
  ResolutionError,
  RegistryError,
  TooManyObservers,
  RateLimitExceeded,
  ShardError,
  MessageError,
  StoreUnknown,
  NetworkError,
  StorageError,
  InternalError,
  Code
} = cjs
