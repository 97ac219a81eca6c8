import { useState } from 'react';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Running } from '../ui/Running.tsx';
import { useShortcuts } from '../ui/shortcuts.ts';
import { post } from '../wire/api.ts';
import { useWork } from '../wire/queries.ts';
import type { Call } from '../wire/types.ts';
import { useAction } from '../wire/useAction.ts';
import { callStanding } from '../words/calls.ts';
import { TransferDialog } from './TransferDialog.tsx';

type Verb = 'hang-up' | 'hold' | 'resume' | 'mute' | 'unmute';

/** The call in progress, on every page, with everything that can be done to it. */
export function CallBar() {
  const active = useWork().data?.active ?? null;
  const call = active?.call ?? null;
  if (active === null || call === null || call.state === 'ended') return null;
  return <RunningCall call={call} customer={active.customer.name ?? active.customer.phoneNumber ?? 'Customer'} />;
}

function RunningCall({ call, customer }: { readonly call: Call; readonly customer: string }) {
  const [transferring, setTransferring] = useState(false);
  const act = useAction((verb: Verb) => post(`/v1/calls/${encodeURIComponent(call.id)}/${verb}`));
  const talking = call.state === 'connected';
  const hold = (): void => act.mutate(call.onHold ? 'resume' : 'hold');
  const mute = (): void => act.mutate(call.muted ? 'unmute' : 'mute');
  useShortcuts({ h: talking ? hold : null, m: talking ? mute : null, e: () => act.mutate('hang-up') });
  return (
    <section className="call-bar" aria-label="Call in progress">
      <div className="call-bar-who">
        <strong>{customer}</strong>
        <span role="status">
          <Chip worded={callStanding(call)} />
        </span>
        <Running since={call.connectedAt ?? call.startedAt} />
      </div>
      <div className="call-bar-actions">
        <ActionButton disabled={!talking} onPress={hold} shortcut="h">
          {call.onHold ? 'Resume' : 'Hold'}
        </ActionButton>
        <ActionButton disabled={!talking} onPress={mute} shortcut="m">
          {call.muted ? 'Unmute' : 'Mute'}
        </ActionButton>
        <ActionButton disabled={!talking} onPress={() => setTransferring(true)}>
          Transfer
        </ActionButton>
        <ActionButton kind="danger" onPress={() => act.mutate('hang-up')} shortcut="e">
          Hang up
        </ActionButton>
      </div>
      <TransferDialog
        path={`/v1/calls/${encodeURIComponent(call.id)}/transfer`}
        open={transferring}
        onClose={() => setTransferring(false)}
      />
    </section>
  );
}
