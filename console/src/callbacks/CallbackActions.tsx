import { useState } from 'react';
import { TransferDialog } from '../shell/TransferDialog.tsx';
import { post } from '../wire/api.ts';
import type { Callback, CallbackAction } from '../wire/types.ts';
import { useAction } from '../wire/useAction.ts';
import { CloseDialog } from '../workspace/CloseDialog.tsx';
import { CancelDialog } from './CancelDialog.tsx';
import { GuardedButton } from './GuardedButton.tsx';
import { RescheduleDialog } from './RescheduleDialog.tsx';

const asking: readonly CallbackAction[] = ['reschedule', 'transfer', 'close', 'cancel'];
const immediate: readonly CallbackAction[] = ['dial', 'retry', 'requeue'];

/** Everything that can be done to a callback; what cannot says why. */
export function CallbackActions({ callback }: { readonly callback: Callback }) {
  const [open, setOpen] = useState<CallbackAction | null>(null);
  const path = `/v1/callbacks/${encodeURIComponent(callback.id)}`;
  const act = useAction((action: CallbackAction) => post(`${path}/${action}`));
  const close = (): void => setOpen(null);
  return (
    <div className="row" role="group" aria-label="Actions">
      {asking.map((action) => (
        <GuardedButton key={action} action={action} callback={callback} onPress={() => setOpen(action)} />
      ))}
      {immediate.map((action) => (
        <GuardedButton
          key={action}
          action={action}
          callback={callback}
          pending={act.isPending && act.variables === action}
          onPress={() => act.mutate(action)}
        />
      ))}
      <RescheduleDialog callback={callback} open={open === 'reschedule'} onClose={close} />
      <CancelDialog callback={callback} open={open === 'cancel'} onClose={close} />
      <CloseDialog callbackId={callback.id} open={open === 'close'} onClose={close} />
      <TransferDialog path={`${path}/transfer`} open={open === 'transfer'} onClose={close} />
    </div>
  );
}
