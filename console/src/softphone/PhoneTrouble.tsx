import { useQuery } from '@tanstack/react-query';
import { timeText } from '../time/format.ts';
import { useNow } from '../time/useNow.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { phoneQuery } from '../wire/queries.ts';
import { engineTroubleWords } from '../words/phoneSystem.ts';
import type { Softphone } from './softphone.ts';
import type { SoftphoneState } from './softphoneState.ts';

/** A connection that comes back sooner is not worth a word, milliseconds. */
const CONNECTING_SAID_AFTER_MS = 4_000;

/** Says on every page that calls cannot ring here, why, and what helps. */
export function PhoneTrouble({ phone, state }: { readonly phone: Softphone; readonly state: SoftphoneState }) {
  const now = useNow();
  const engine = useQuery(phoneQuery).data ?? null;
  const isSaid = state.status === 'connecting' && engine !== null && engineTroubleWords(engine, now) !== null;
  const words = isSaid ? null : troubleWords(state, now);
  const help = helpWords[state.status] ?? null;
  return (
    <section role="status" aria-label="Telephone trouble">
      {words !== null && (
        <div className={`phone-trouble${state.status === 'failed' ? ' danger' : ''}`}>
          <p>{words}</p>
          {help !== null && <ActionButton onPress={() => void phone.start(true)}>{help}</ActionButton>}
        </div>
      )}
    </section>
  );
}

const helpWords: Partial<Record<SoftphoneState['status'], string>> = {
  failed: 'Connect again',
  elsewhere: 'Use this page as my phone',
};

/** What is wrong with the telephone of a page, and since when; null when nothing is. `nowMs`: epoch milliseconds. */
export function troubleWords(state: SoftphoneState, nowMs: number): string | null {
  const { status, problem, sinceMs } = state;
  if (status === 'failed') return `Calls cannot ring here. ${problem ?? ''}`.trim();
  if (status === 'elsewhere') return 'Your calls ring on another page.';
  if (status === 'asking')
    return 'Calls cannot ring here yet. Answer the question of your browser: allow the microphone.';
  if (status !== 'connecting' || nowMs - sinceMs < CONNECTING_SAID_AFTER_MS) return null;
  const since = `Calls cannot ring here: your phone has had no connection since ${timeText(sinceMs)}. It keeps trying.`;
  return problem === null ? since : `${since} ${problem}`;
}
