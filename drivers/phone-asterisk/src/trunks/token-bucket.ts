/** A token bucket as it stood at `at`, epoch milliseconds. */
export interface TokenBucket {
  readonly tokens: number;
  readonly at: number;
}

/** How fast a bucket fills and how much it holds. */
export interface TokenRate {
  readonly perSecond: number;
  /** The most that may be taken at once after a rest. At least 1. */
  readonly burst: number;
}

/** A full bucket. */
export function fullBucket(rate: TokenRate, now: number): TokenBucket {
  return { tokens: rate.burst, at: now };
}

/** The bucket with what has run in since. A clock that went back adds nothing. */
export function refill(bucket: TokenBucket, rate: TokenRate, now: number): TokenBucket {
  if (now <= bucket.at) return bucket;
  return { tokens: Math.min(rate.burst, bucket.tokens + ((now - bucket.at) / 1000) * rate.perSecond), at: now };
}

/** What is left after taking one token; null when there is no whole one. */
export function takeToken(bucket: TokenBucket, rate: TokenRate, now: number): TokenBucket | null {
  const { tokens, at } = refill(bucket, rate, now);
  // A hair under one is rounding, not a missing token.
  return tokens >= 1 - 1e-9 ? { tokens: Math.max(0, tokens - 1), at } : null;
}

/** How long until a whole token is there, milliseconds, rounded up; 0 when there is one now. */
export function tokenWaitMs(bucket: TokenBucket, rate: TokenRate, now: number): number {
  const { tokens } = refill(bucket, rate, now);
  return tokens >= 1 - 1e-9 ? 0 : Math.ceil(((1 - tokens) / rate.perSecond) * 1000);
}
