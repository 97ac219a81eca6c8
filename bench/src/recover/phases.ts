/** What a starting node has behind it, in order. */
export const phases = ['program_loaded', 'database_opened', 'lease_held', 'rows_loaded', 'writer', 'decided'] as const;
/** One phase of a start. */
export type Phase = (typeof phases)[number];

/** How long a writer's lease lasts, milliseconds: as in production. */
export const LEASE_MS = 3_000;

/** When each phase was over, milliseconds after the process was started. */
export type PhaseTimes = Readonly<Record<Phase, number>>;
