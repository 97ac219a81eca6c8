import { countdownAt, secondsLeft } from '../time/countdown.ts';
import { useNow } from '../time/useNow.ts';

const circumference = 2 * Math.PI * 20;

/** The time left as a ring and as seconds. The ring steps with the text, so nothing moves on its own. */
export function CountdownRing({
  startsAt,
  endsAt,
  words,
}: {
  readonly startsAt: string | null;
  readonly endsAt: string;
  readonly words: string;
}) {
  const now = useNow(250);
  const { leftMs, leftRatio, over } = countdownAt(startsAt, endsAt, now);
  const urgent = leftMs < 5_000;
  return (
    <div
      className={`ring${urgent ? ' urgent' : ''}`}
      role="timer"
      aria-label={over ? 'Time is over' : `${secondsLeft(leftMs)} seconds ${words}`}
    >
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <circle className="ring-track" cx="24" cy="24" r="20" />
        <circle
          className="ring-rest"
          cx="24"
          cy="24"
          r="20"
          strokeDasharray={circumference}
          strokeDashoffset={circumference * (1 - leftRatio)}
        />
      </svg>
      <span className="ring-text numeric" aria-hidden="true">
        {secondsLeft(leftMs)} s
      </span>
      <span className="ring-words muted small" aria-hidden="true">
        {words}
      </span>
    </div>
  );
}
