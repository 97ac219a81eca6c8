/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z. Core never asks a clock, it is told. */
export type Instant = number;

/** Milliseconds in `count` seconds. */
export const seconds = (count: number): number => count * 1_000;
/** Milliseconds in `count` minutes. */
export const minutes = (count: number): number => count * 60_000;
/** Milliseconds in `count` hours. */
export const hours = (count: number): number => count * 3_600_000;
