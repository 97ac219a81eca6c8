import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Asking } from '../ui/Asking.tsx';
import { Choices } from '../ui/Choices.tsx';
import { Loaded } from '../ui/Loaded.tsx';
import { Loading } from '../ui/Loading.tsx';
import { tellDone } from '../ui/notices.ts';
import { post } from '../wire/api.ts';
import { boardQuery, useMe } from '../wire/queries.ts';
import type { AgentStatus, Board } from '../wire/types.ts';
import { useAction } from '../wire/useAction.ts';
import { agentStanding } from '../words/presence.ts';

interface Props {
  readonly path: string;
  /** Where another agent is asked first; null where there is no conversation. */
  readonly consultPath?: string | null;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Nobody who is away is offered work: a customer on the line would wait for them in vain. */
const canWaitFor = ({ presence }: AgentStatus, isOnLine: boolean): boolean =>
  isOnLine ? presence === 'available' : presence !== 'offline';

const targetsOf = (board: Board, ownId: string | null, isOnLine: boolean) => [
  ...board.queues.map((queue) => ({
    id: queue.queueId,
    name: `${queue.name} (queue, ${queue.agentsReadyCount} ready)`,
    told: `the queue ${queue.name}`,
  })),
  ...board.agents
    .filter((agent) => agent.id !== ownId && canWaitFor(agent, isOnLine))
    .map((agent) => ({
      id: agent.id,
      name: `${agent.name} (${agentStanding(agent).words.toLowerCase()})`,
      told: agent.name,
    })),
];

const targetBody = (id: string) => (id.startsWith('q_') ? { queueId: id } : { agentId: id });

/** Hands a call or a callback to a queue or to another agent. */
export function TransferDialog({ path, consultPath = null, open, onClose }: Props) {
  const [target, setTarget] = useState<string | null>(null);
  const ownId = useMe()?.agentId ?? null;
  const isOnLine = consultPath !== null;
  const board = useQuery({ ...boardQuery, enabled: open });
  // Told by the action itself: the call bar and this dialog in it are gone by the time it has succeeded.
  const transfer = useAction((id: string) => post(path, targetBody(id)).then(() => tell(id)));
  const consult = useAction((id: string) => post(consultPath ?? path, targetBody(id)));
  const tell = (id: string): void => {
    const told =
      board.data === undefined ? null : targetsOf(board.data, ownId, isOnLine).find((one) => one.id === id)?.told;
    const music = !isOnLine ? '' : ' The customer hears music until the call is taken.';
    tellDone(`Transferred to ${told ?? 'somebody else'}.${music}`);
  };
  return (
    <Asking title="Transfer to" open={open} onClose={onClose}>
      <Loaded
        query={board}
        what="queues and agents"
        loading={<Loading shape="row-tall" count={3} what="queues and agents" />}
      >
        {(loaded) => (
          <Choices
            label="Queue or agent"
            options={targetsOf(loaded, ownId, isOnLine)}
            value={target}
            onChange={setTarget}
          />
        )}
      </Loaded>
      <div className="dialog-actions">
        <ActionButton onPress={onClose}>Back</ActionButton>
        {isOnLine && (
          <ActionButton
            disabled={target === null}
            pending={consult.isPending}
            onPress={() => {
              if (target !== null) consult.mutate(target, { onSuccess: onClose });
            }}
          >
            Talk to them first
          </ActionButton>
        )}
        <ActionButton
          kind="primary"
          disabled={target === null}
          pending={transfer.isPending}
          onPress={() => {
            if (target !== null) transfer.mutate(target, { onSuccess: onClose });
          }}
        >
          Transfer
        </ActionButton>
      </div>
    </Asking>
  );
}
