import { Button } from 'react-aria-components/Button';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { ActionButton } from '../ui/ActionButton.tsx';
import type { Callback, CallbackAction } from '../wire/types.ts';
import { actionWords, whyNot } from '../words/actions.ts';

interface Props {
  readonly action: CallbackAction;
  readonly callback: Callback;
  readonly pending?: boolean;
  readonly onPress: () => void;
}

/** A button for an action. Where it is not allowed it stays reachable, so that its reason can be read by everybody. */
export function GuardedButton({ action, callback, pending = false, onPress }: Props) {
  const reason = whyNot(action, callback);
  if (reason === null)
    return (
      <ActionButton pending={pending} onPress={onPress}>
        {actionWords[action]}
      </ActionButton>
    );
  return (
    <TooltipTrigger delay={200}>
      <Button className="button" aria-disabled="true">
        {actionWords[action]}
      </Button>
      <Tooltip className="tooltip" placement="bottom">
        {reason}
      </Tooltip>
    </TooltipTrigger>
  );
}
