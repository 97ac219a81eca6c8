import { ActionButton } from '../ui/ActionButton.tsx';
import { currentSettings } from '../ui/settings.ts';
import { useShortcuts } from '../ui/shortcuts.ts';
import type { Softphone } from './softphone.ts';
import type { SoftphoneState } from './softphoneState.ts';

/** The telephone of this page rings, for agents who answer by hand. */
export function RingingBar({ phone, state }: { readonly phone: Softphone; readonly state: SoftphoneState }) {
  const isRinging = state.status === 'ringing' && currentSettings().answersByHand;
  const answer = (): void => void phone.answer();
  useShortcuts({ a: isRinging ? answer : null });
  if (!isRinging) return null;
  return (
    <section className="call-bar" aria-label="Your phone rings" role="alert">
      <strong>Your phone rings</strong>
      <ActionButton kind="primary" onPress={answer} shortcut="a">
        Answer
      </ActionButton>
    </section>
  );
}
