/** Tells how many requests are left. */
export interface RateVerdict {
  readonly isAllowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Until the bucket is full again, or, when refused, until one more is allowed. Milliseconds. */
  readonly waitMs: number;
}

interface Bucket {
  level: number;
  at: number;
}

const MINUTE_MS = 60_000;
const BUCKETS_MAX = 50_000;

/** Token buckets by name: `perMinute` at once, filled again evenly over a minute. `now` is real time, epoch milliseconds. */
export function createRateLimit(perMinute: number): (name: string, now: number) => RateVerdict {
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / MINUTE_MS;
  return (name, now) => {
    if (buckets.size > BUCKETS_MAX) forgetFull(buckets, perMinute, perMs, now);
    const bucket = buckets.get(name) ?? { level: perMinute, at: now };
    bucket.level = Math.min(perMinute, bucket.level + Math.max(0, now - bucket.at) * perMs);
    bucket.at = now;
    buckets.set(name, bucket);
    const isAllowed = bucket.level >= 1;
    if (isAllowed) bucket.level -= 1;
    const missing = isAllowed ? perMinute - bucket.level : 1 - bucket.level;
    return {
      isAllowed,
      limit: perMinute,
      remaining: Math.floor(bucket.level),
      waitMs: perMs === 0 ? MINUTE_MS : Math.ceil(missing / perMs),
    };
  };
}

function forgetFull(buckets: Map<string, Bucket>, perMinute: number, perMs: number, now: number): void {
  for (const [name, bucket] of buckets) {
    if (bucket.level + (now - bucket.at) * perMs >= perMinute) buckets.delete(name);
  }
}
