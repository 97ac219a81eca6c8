import { wordsForError } from '../wire/problem.ts';
import { ActionButton } from './ActionButton.tsx';

/** Something could not be read: what, why, and a way to try again. */
export function Failure({
  what,
  error,
  onRetry,
}: {
  readonly what: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}) {
  return (
    <div className="notice danger" role="alert">
      <span>
        <strong>Could not load {what}.</strong> {wordsForError(error)}
      </span>
      <ActionButton onPress={onRetry}>Try again</ActionButton>
    </div>
  );
}
