// Constant enumerations, because the bundler writes their values where they are used.

/** Times in milliseconds. */
export const enum Time {
  /** How long messages gather into one request. */
  Gather = 300,
  /** How long the settings may keep the first message of a first visit. */
  SettingsPatience = 3_000,
  BatchPatience = 20_000,
  /** How long a message belongs to the page that made it alone. */
  Ownership = 10_000,
  LongestRetry = 60_000,
  LongestRetryAfter = 3_600_000,
  /** Silence that ends a session. */
  Session = 1_800_000,
  KeepUnsent = 86_400_000,
}

/** A character is three bytes at most in UTF-8, and requests that outlive their page may carry 64 KB. */
export const enum Size {
  MessageCharacters = 32_000,
  BatchCharacters = 20_000,
  KeepaliveCharacters = 21_000,
  BatchMessages = 20,
  KeptMessages = 200,
}
