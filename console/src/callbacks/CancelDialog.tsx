import { useState } from 'react';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Asking } from '../ui/Asking.tsx';
import { NoteField } from '../ui/NoteField.tsx';
import { post } from '../wire/api.ts';
import type { Callback } from '../wire/types.ts';
import { useAction } from '../wire/useAction.ts';

interface Props {
  readonly callback: Callback;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks before a callback is cancelled. */
export function CancelDialog({ callback, open, onClose }: Props) {
  const [reason, setReason] = useState('');
  const cancel = useAction(() =>
    post(`/v1/callbacks/${encodeURIComponent(callback.id)}/cancel`, {
      reason: reason === '' ? null : reason.slice(0, 500),
    }),
  );
  return (
    <Asking title="Cancel this callback?" open={open} onClose={onClose}>
      <p>
        {callback.name ?? callback.phoneNumber} will not be rung, and loses the place in line. The customer is told.
      </p>
      <NoteField label="Reason (optional, kept in the timeline)" value={reason} onChange={setReason} />
      <div className="dialog-actions">
        <ActionButton onPress={onClose}>Keep callback</ActionButton>
        <ActionButton
          kind="danger"
          pending={cancel.isPending}
          onPress={() => cancel.mutate(undefined, { onSuccess: onClose })}
        >
          Cancel callback
        </ActionButton>
      </div>
    </Asking>
  );
}
