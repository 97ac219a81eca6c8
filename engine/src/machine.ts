/**
 * The machine a node runs on: the time that leases are about, and turns of its event loop. Apart from the centre's `Clock`,
 * which may be made to run faster; a simulation brings its own of both.
 */
export interface Machine {
  /** Epoch milliseconds, even. Leases are between machines and know nothing of a centre's clock. */
  now(): number;
  /** Runs again and again, every `intervalMs`. Returns a function that ends it. */
  every(intervalMs: number, run: () => void): () => void;
  /** Runs once everything that was begun in this turn of the event loop has been. */
  afterTurn(run: () => void): void;
}

/** The machine this process runs on. */
export const realMachine: Machine = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  every(intervalMs, run) {
    const timer = setInterval(run, intervalMs);
    return () => clearInterval(timer);
  },
  afterTurn: (run) => void setImmediate(run),
};
