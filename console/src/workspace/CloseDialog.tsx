import { useState } from 'react';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Asking } from '../ui/Asking.tsx';
import { Choices } from '../ui/Choices.tsx';
import { NoteField } from '../ui/NoteField.tsx';
import { post } from '../wire/api.ts';
import { useAction } from '../wire/useAction.ts';
import { usualDispositions } from '../words/dispositions.ts';

interface Props {
  readonly callbackId: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Closes a callback for good, with how it ended. */
export function CloseDialog({ callbackId, open, onClose }: Props) {
  const [disposition, setDisposition] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const close = useAction(() =>
    post(`/v1/callbacks/${encodeURIComponent(callbackId)}/close`, { disposition, note: note === '' ? null : note }),
  );
  return (
    <Asking title="Close this callback" open={open} onClose={onClose}>
      <p>The customer will not be rung again for this request.</p>
      <Choices
        label="How did it end?"
        className="choices two"
        options={usualDispositions}
        value={disposition}
        onChange={setDisposition}
      />
      <NoteField label="Note (optional)" value={note} onChange={setNote} />
      <div className="dialog-actions">
        <ActionButton onPress={onClose}>Back</ActionButton>
        <ActionButton
          kind="primary"
          disabled={disposition === null}
          pending={close.isPending}
          onPress={() => close.mutate(undefined, { onSuccess: onClose })}
        >
          Close callback
        </ActionButton>
      </div>
    </Asking>
  );
}
