import { useQuery } from '@tanstack/react-query';
import { useCanRing } from '../softphone/useSoftphone.ts';
import { boardQuery } from '../wire/queries.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { put } from '../wire/api.ts';
import type { AgentStatus, Telephone } from '../wire/types.ts';
import { useAction } from '../wire/useAction.ts';
import { agentStanding } from '../words/presence.ts';
import { whereCallsRing, whyAway } from '../words/telephones.ts';

interface Props {
  readonly agent: AgentStatus;
  readonly telephone: Telephone;
}

/** Nothing in hand: says why, and how long the lines are. */
export function NothingToDo({ agent, telephone }: Props) {
  const board = useQuery(boardQuery);
  const goAvailable = useAction(() =>
    put(`/v1/agents/${encodeURIComponent(agent.id)}/presence`, { presence: 'available' }),
  );
  const ready = agent.presence === 'available';
  const canRing = useCanRing();
  const why = ready || agent.activity !== 'idle' ? null : whyAway(agent.presenceReason, telephone);
  const where = whereCallsRing(telephone);
  return (
    <section className="card empty nothing" aria-labelledby="nothing-heading">
      <h2 id="nothing-heading" className="offer-name">
        {agent.activity !== 'idle'
          ? agentStanding(agent).words
          : ready
            ? canRing
              ? 'You are ready'
              : 'You are available, but calls cannot ring here'
            : `You are ${agentStanding(agent).words.toLowerCase()}`}
      </h2>
      {why !== null && <p className="notice warn">{why}</p>}
      <p className="muted">
        {ready
          ? canRing
            ? 'The next callback for you appears here by itself.'
            : 'Callbacks are offered to you. Get your phone to work first, or set yourself to away.'
          : 'No callbacks are offered to you until you are available.'}
      </p>
      {where !== null && <p className="muted numeric">{where}</p>}
      {!ready && (
        <ActionButton kind="primary" large pending={goAvailable.isPending} onPress={() => goAvailable.mutate()}>
          Become available
        </ActionButton>
      )}
      {board.data !== undefined && (
        <dl className="queue-lengths">
          {board.data.queues.map((queue) => (
            <div key={queue.queueId}>
              <dt>{queue.name}</dt>
              <dd className="numeric">{queue.liveCallsWaitingCount + queue.callbacksWaitingCount} waiting</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
