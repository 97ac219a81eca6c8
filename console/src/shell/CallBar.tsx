import { useState } from 'react';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Running } from '../ui/Running.tsx';
import { useShortcuts } from '../ui/shortcuts.ts';
import { post } from '../wire/api.ts';
import { useMe, useWork } from '../wire/queries.ts';
import type { ActiveItem, Call, Telephone } from '../wire/types.ts';
import { useAction } from '../wire/useAction.ts';
import { callStanding } from '../words/calls.ts';
import { ringingNow } from '../words/telephones.ts';
import { Keypad } from '../softphone/Keypad.tsx';
import type { Softphone } from '../softphone/softphone.ts';
import type { SoftphoneState } from '../softphone/softphoneState.ts';
import { TransferDialog } from './TransferDialog.tsx';
import { useAgentNames } from './useAgentNames.ts';
import { useConsultEnd } from './useConsultEnd.ts';

type Verb = 'hang-up' | 'hold' | 'resume' | 'mute' | 'unmute' | 'consult/complete' | 'consult/cancel';

interface Props {
  /** The telephone of this page; null where the agent has another one. */
  readonly phone: Softphone | null;
  readonly phoneState: SoftphoneState;
}

/** The call in progress, on every page, with everything that can be done to it. */
export function CallBar({ phone, phoneState }: Props) {
  const work = useWork().data ?? null;
  const active = work?.active ?? null;
  const call = active?.call ?? null;
  if (work === null || active === null || call === null || call.state === 'ended') return null;
  const { telephone } = work;
  return (
    <RunningCall
      active={active}
      call={call}
      telephone={telephone}
      phone={phoneState.status === 'talking' ? phone : null}
    />
  );
}

interface RunningProps {
  readonly active: ActiveItem;
  readonly call: Call;
  /** What rings for this agent. */
  readonly telephone: Telephone;
  /** The telephone of this page, where it has the call. */
  readonly phone: Softphone | null;
}

function RunningCall({ active, call, telephone, phone }: RunningProps) {
  const [transferring, setTransferring] = useState(false);
  const nameOf = useAgentNames();
  const consultEnd = useConsultEnd(call, nameOf);
  const act = useAction((verb: Verb) => post(`/v1/calls/${encodeURIComponent(call.id)}/${verb}`));
  const ownId = useMe()?.agentId ?? null;
  const talking = call.state === 'connected';
  const isAsked = call.consult !== null && call.consult.agentId === ownId;
  const hold = (): void => act.mutate(holdVerb(call));
  const mute = (): void => act.mutate(call.muted ? 'unmute' : 'mute');
  useShortcuts({
    h: talking && !isAsked ? hold : null,
    m: talking && !isAsked ? mute : null,
    e: () => act.mutate('hang-up'),
  });
  return (
    <section className="call-bar" aria-label="Call in progress">
      <div className="call-bar-who">
        <strong>{active.customer.name ?? active.customer.phoneNumber ?? 'Customer'}</strong>
        <span role="status" className="call-bar-standing">
          {consultEnd !== null && <span>{consultEnd}</span>}
          {isAsked && call.consult?.state === 'ringing' && <span>{ringingNow(telephone)}</span>}
          <Chip worded={callStanding(call, { agentId: ownId, nameOf })} />
          {isRecorded(active) && <Chip worded={{ words: 'Recorded', tone: 'danger' }} />}
        </span>
        <Running since={call.connectedAt ?? call.startedAt} />
      </div>
      <div className="call-bar-actions">
        {!isAsked && <OwnButtons call={call} pending={act.isPending} onPress={act.mutate} />}
        {phone !== null && talking && call.consult === null && <Keypad phone={phone} />}
        {call.consult === null && (
          <ActionButton disabled={!talking} onPress={() => setTransferring(true)}>
            Transfer
          </ActionButton>
        )}
        <ActionButton kind="danger" onPress={() => act.mutate('hang-up')} shortcut="e">
          {isAsked ? 'Leave' : 'Hang up'}
        </ActionButton>
      </div>
      <TransferDialog
        path={`/v1/calls/${encodeURIComponent(call.id)}/transfer`}
        consultPath={`/v1/calls/${encodeURIComponent(call.id)}/consult`}
        open={transferring}
        onClose={() => setTransferring(false)}
      />
    </section>
  );
}

/** Whether what is spoken now is being recorded. */
function isRecorded({ callback }: ActiveItem): boolean {
  return callback?.recordings.some(({ durationMs }) => durationMs === null) ?? false;
}

interface ButtonProps {
  readonly call: Call;
  readonly pending: boolean;
  readonly onPress: (verb: Verb) => void;
}

/** What the agent of the call can do; while a colleague is asked, hand the customer over or go back to them. */
function OwnButtons({ call, pending, onPress }: ButtonProps) {
  const talking = call.state === 'connected';
  return (
    <>
      {call.consult !== null && (
        <ActionButton
          kind="primary"
          disabled={call.consult.state !== 'talking' || pending}
          onPress={() => onPress('consult/complete')}
        >
          Hand over
        </ActionButton>
      )}
      <ActionButton disabled={!talking} onPress={() => onPress(holdVerb(call))} shortcut="h">
        {holdWords[holdVerb(call)]}
      </ActionButton>
      <ActionButton disabled={!talking} onPress={() => onPress(call.muted ? 'unmute' : 'mute')} shortcut="m">
        {call.muted ? 'Unmute' : 'Mute'}
      </ActionButton>
    </>
  );
}

const holdWords = { hold: 'Hold', resume: 'Resume', 'consult/cancel': 'Back to customer' } as const;

function holdVerb({ consult, onHold }: Call): keyof typeof holdWords {
  if (consult !== null) return 'consult/cancel';
  return onHold ? 'resume' : 'hold';
}
