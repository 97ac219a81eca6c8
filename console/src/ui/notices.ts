type Watcher = () => void;

/** What the notice line shows: a refusal, or that something was done. */
export interface Notice {
  readonly words: string;
  readonly tone: 'danger' | 'info';
}

/** That something was done is told for this long, milliseconds; a refusal stays. */
const TOLD_MS = 20_000;

let current: Notice | null = null;
const watchers = new Set<Watcher>();

const set = (notice: Notice | null): void => {
  current = notice;
  for (const watcher of watchers) watcher();
};

/** Shows a refusal, in place of the notice before. */
export function notify(words: string): void {
  set({ words, tone: 'danger' });
}

/** Tells for a while that something was done, in place of the notice before. */
export function tellDone(words: string): void {
  const told: Notice = { words, tone: 'info' };
  set(told);
  setTimeout(() => {
    if (current === told) set(null);
  }, TOLD_MS);
}

/** Takes the notice away. */
export function dismissNotice(): void {
  set(null);
}

/** The notice shown now. */
export function currentNotice(): Notice | null {
  return current;
}

/** Calls the watcher after every change; the answer stops it. */
export function watchNotices(watcher: Watcher): Watcher {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
