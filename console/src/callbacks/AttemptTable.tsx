import { Chip } from '../ui/Chip.tsx';
import { Moment } from '../ui/Moment.tsx';
import type { Callback } from '../wire/types.ts';
import { attemptOutcomeWords } from '../words/attemptOutcomes.ts';

/** Every dial of the customer and how it ended. */
export function AttemptTable({ callback }: { readonly callback: Pick<Callback, 'attempts' | 'attemptsMax'> }) {
  if (callback.attempts.length === 0)
    return <p className="muted">Not rung yet. At most {callback.attemptsMax} tries.</p>;
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Try</th>
          <th scope="col">Rung</th>
          <th scope="col">Result</th>
        </tr>
      </thead>
      <tbody>
        {callback.attempts.map((attempt) => (
          <tr key={attempt.id}>
            <td className="numeric">
              {attempt.n} of {callback.attemptsMax}
            </td>
            <td>
              <Moment at={attempt.startedAt} />
            </td>
            <td>{attempt.outcome === null ? 'Under way' : <Chip worded={attemptOutcomeWords[attempt.outcome]} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
