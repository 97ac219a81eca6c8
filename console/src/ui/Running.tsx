import { elapsedMs } from '../time/countdown.ts';
import { clockText } from '../time/format.ts';
import { useNow } from '../time/useNow.ts';

/** A clock that counts up from an instant. */
export function Running({ since }: { readonly since: string }) {
  const now = useNow();
  return (
    <span className="numeric" role="timer">
      {clockText(elapsedMs(since, now))}
    </span>
  );
}
