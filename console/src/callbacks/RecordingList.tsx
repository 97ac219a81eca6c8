import { Moment } from '../ui/Moment.tsx';
import { durationText } from '../time/format.ts';
import type { Callback } from '../wire/types.ts';

type Recording = Callback['recordings'][number];

const kindWords: Readonly<Record<Recording['kind'], string>> = {
  mixed: 'Both sides',
  customer: 'Customer only',
  agent: 'Agent only',
};

/** What was recorded of a callback, to listen to. The sound is fetched when it is played: who listens stands in the history. */
export function RecordingList({ recordings }: { readonly recordings: readonly Recording[] }) {
  return (
    <ul className="stack">
      {recordings.map((recording) => (
        <li key={recording.id}>
          <p>
            <strong>{kindWords[recording.kind]}</strong>, <Moment at={recording.startedAt} />
            {recording.durationMs === null ? ', going on' : `, ${durationText(recording.durationMs)}`}
          </p>
          {recording.durationMs !== null && (
            <a href={`/v1/recordings/${encodeURIComponent(recording.id)}`}>
              Listen<span className="visually-hidden"> to {kindWords[recording.kind].toLowerCase()}</span>
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
