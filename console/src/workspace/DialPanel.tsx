import { useState } from 'react';
import { TransferDialog } from '../shell/TransferDialog.tsx';
import { ActionButton } from '../ui/ActionButton.tsx';
import { useShortcuts } from '../ui/shortcuts.ts';
import { post } from '../wire/api.ts';
import type { ActiveItem, Callback, Telephone } from '../wire/types.ts';
import { useAction } from '../wire/useAction.ts';
import { attemptOutcomeWords } from '../words/attemptOutcomes.ts';
import { whyNot } from '../words/actions.ts';
import { ringingNow } from '../words/telephones.ts';
import { CloseDialog } from './CloseDialog.tsx';
import { CountdownRing } from './CountdownRing.tsx';
import { RetryMenu } from './RetryMenu.tsx';

interface Props {
  readonly callback: Callback;
  readonly previewing: ActiveItem['previewing'];
  readonly telephone: Telephone;
}

/** Before the customer is on the line: dial by hand or by countdown; after a failed try, what to do next. */
export function DialPanel({ callback, previewing, telephone }: Props) {
  const path = `/v1/callbacks/${encodeURIComponent(callback.id)}`;
  const [dialog, setDialog] = useState<'close' | 'transfer' | null>(null);
  const dial = useAction(() => post(`${path}/dial`));
  const retry = useAction((after: string | null) => post(`${path}/retry`, { after }));
  const lastOutcome = callback.attempts.at(-1)?.outcome ?? null;
  const refused = whyNot('dial', callback);
  const onDial = (): void => {
    if (refused === null && !dial.isPending) dial.mutate();
  };
  useShortcuts({ c: onDial });
  return (
    <div className="stack">
      {lastOutcome !== null && (
        <p className="notice warn" role="status">
          Try {callback.attempts.length} of {callback.attemptsMax}:{' '}
          {attemptOutcomeWords[lastOutcome].words.toLowerCase()}.
        </p>
      )}
      <div className="dial-line">
        {previewing !== null && previewing.dialAt !== null && (
          <CountdownRing startsAt={previewing.since} endsAt={previewing.dialAt} words="to automatic dialling" />
        )}
        <div className="row">
          <ActionButton
            kind="primary"
            large
            disabled={refused !== null}
            pending={dial.isPending}
            onPress={onDial}
            shortcut="c"
          >
            {lastOutcome === null ? 'Dial now' : 'Redial'}
          </ActionButton>
          <RetryMenu
            disabled={whyNot('retry', callback) !== null}
            pending={retry.isPending}
            onRetry={(after) => retry.mutate(after)}
          />
          <ActionButton large disabled={whyNot('transfer', callback) !== null} onPress={() => setDialog('transfer')}>
            Transfer
          </ActionButton>
          <ActionButton large disabled={whyNot('close', callback) !== null} onPress={() => setDialog('close')}>
            Close
          </ActionButton>
        </div>
      </div>
      {refused !== null && (
        <p className="muted">{callback.state === 'dialing' ? dialingText(callback, telephone) : refused}</p>
      )}
      <CloseDialog callbackId={callback.id} open={dialog === 'close'} onClose={() => setDialog(null)} />
      <TransferDialog path={`${path}/transfer`} open={dialog === 'transfer'} onClose={() => setDialog(null)} />
    </div>
  );
}

/** The agent's own telephone is rung first; an attempt says that the customer's is. */
function dialingText({ attempts }: Callback, telephone: Telephone): string {
  const isRung = attempts.at(-1)?.endedAt === null;
  return isRung ? 'The customer is rung now.' : `${ringingNow(telephone)} Then the customer is rung.`;
}
