import { useState } from 'react';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Choices } from '../ui/Choices.tsx';
import { NoteField } from '../ui/NoteField.tsx';
import { Running } from '../ui/Running.tsx';
import { useFocusIfLost } from '../ui/useFocusIfLost.ts';
import { post } from '../wire/api.ts';
import type { WrapUp } from '../wire/types.ts';
import { useAction } from '../wire/useAction.ts';
import { CountdownRing } from './CountdownRing.tsx';

/** After the conversation: how it ended and a note, before the time is over. */
export function WrapUpPanel({ wrapUp }: { readonly wrapUp: WrapUp }) {
  const [disposition, setDisposition] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const finish = useAction(() =>
    post(`/v1/callbacks/${encodeURIComponent(wrapUp.callbackId)}/wrap-up`, {
      disposition,
      note: note === '' ? null : note,
    }),
  );
  const heading = useFocusIfLost<HTMLHeadingElement>();
  const { customer } = wrapUp;
  return (
    <section className="card stack" aria-labelledby="wrap-up-heading">
      <div className="offer-head">
        <div>
          <p className="muted small">Wrap-up</p>
          <h2 ref={heading} tabIndex={-1} id="wrap-up-heading" className="offer-name">
            {customer.name ?? customer.phoneNumber ?? 'Customer'}
          </h2>
        </div>
        {wrapUp.expiresAt === null ? (
          <span className="muted">
            Since <Running since={wrapUp.startedAt} />
          </span>
        ) : (
          <CountdownRing startsAt={wrapUp.startedAt} endsAt={wrapUp.expiresAt} words="until it closes by itself" />
        )}
      </div>
      <Choices
        label="How did it end?"
        className="choices two"
        options={wrapUp.dispositions}
        value={disposition}
        onChange={setDisposition}
      />
      <NoteField label="Note (optional)" value={note} onChange={setNote} />
      <div className="row">
        <ActionButton
          kind="primary"
          large
          disabled={disposition === null}
          pending={finish.isPending}
          onPress={() => finish.mutate()}
        >
          Finish
        </ActionButton>
        {disposition === null && <span className="muted">Choose how it ended first.</span>}
      </div>
    </section>
  );
}
