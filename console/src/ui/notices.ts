type Watcher = () => void;

let current: string | null = null;
const watchers = new Set<Watcher>();

const set = (words: string | null): void => {
  current = words;
  for (const watcher of watchers) watcher();
};

/** Shows one notice, in place of the one before. */
export function notify(words: string): void {
  set(words);
}

/** Takes the notice away. */
export function dismissNotice(): void {
  set(null);
}

/** The notice shown now. */
export function currentNotice(): string | null {
  return current;
}

/** Calls the watcher after every change; the answer stops it. */
export function watchNotices(watcher: Watcher): Watcher {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
