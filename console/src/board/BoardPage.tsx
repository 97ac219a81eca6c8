import { useQuery } from '@tanstack/react-query';
import { usePageTitle } from '../shell/usePageTitle.ts';
import { exactTimeText } from '../time/format.ts';
import { Loaded } from '../ui/Loaded.tsx';
import { Loading } from '../ui/Loading.tsx';
import { boardQuery } from '../wire/queries.ts';
import { AgentTable } from './AgentTable.tsx';
import { CapacityPanel } from './CapacityPanel.tsx';
import { QueueCard } from './QueueCard.tsx';
import { TrunkPanel } from './TrunkPanel.tsx';
import { WaitingChart } from './WaitingChart.tsx';

/** The live board: queues, agents, places, and how the lines went. */
export function BoardPage() {
  usePageTitle('Board');
  const board = useQuery(boardQuery);
  return (
    <div className="stack">
      <div className="spread">
        <h1>Board</h1>
        {board.data !== undefined && <p className="muted small numeric">As of {exactTimeText(board.data.at)}</p>}
      </div>
      <Loaded query={board} what="the board" loading={<Loading shape="card" count={3} what="the board" />}>
        {(loaded) => (
          <>
            {loaded.queues.length === 0 && (
              <div className="empty card">
                <h2>No queues yet</h2>
                <p className="muted">Queues appear here as soon as they are set up.</p>
              </div>
            )}
            <div className="queue-grid">
              {loaded.queues.map((queue) => (
                <QueueCard key={queue.queueId} queue={queue} />
              ))}
            </div>
            <div className="board-columns">
              <AgentTable agents={loaded.agents} />
              <CapacityPanel />
            </div>
            <TrunkPanel />
            <WaitingChart board={loaded} />
          </>
        )}
      </Loaded>
    </div>
  );
}
