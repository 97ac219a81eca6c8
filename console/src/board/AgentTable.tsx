import { Link } from '@tanstack/react-router';
import { Running } from '../ui/Running.tsx';
import { Chip } from '../ui/Chip.tsx';
import type { AgentStatus } from '../wire/types.ts';
import { plainWords } from '../words/callbackStates.ts';
import { agentStanding } from '../words/presence.ts';
import { countAgents } from './agentGroups.ts';

/** Agents by state, with the time in it. */
export function AgentTable({ agents }: { readonly agents: readonly AgentStatus[] }) {
  const counts = countAgents(agents);
  return (
    <section className="card stack" aria-labelledby="agents-heading">
      <div className="spread">
        <h2 id="agents-heading">Agents</h2>
        <p className="muted numeric">
          {counts.readyCount} ready, {counts.atWorkCount} at work, {counts.notReadyCount} not ready,{' '}
          {counts.offlineCount} offline
        </p>
      </div>
      {agents.length === 0 ? (
        <p className="muted">No agents yet.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Agent</th>
              <th scope="col">State</th>
              <th scope="col" className="number-cell">
                For
              </th>
            </tr>
          </thead>
          <tbody>
            {agents.map((agent) => (
              <AgentRow key={agent.id} agent={agent} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function AgentRow({ agent }: { readonly agent: AgentStatus }) {
  const standing = agentStanding(agent);
  return (
    <tr>
      <th scope="row" className="row-head">
        {agent.name}
      </th>
      <td>
        <Chip worded={standing} />
        {agent.presenceReason !== null && agent.activity === 'idle' && (
          <span className="muted small"> {plainWords(agent.presenceReason)}</span>
        )}
        {agent.callbackId !== null && (
          <>
            {' '}
            <Link className="small" to="/callbacks/$callbackId" params={{ callbackId: agent.callbackId }}>
              Show callback<span className="visually-hidden"> of {agent.name}</span>
            </Link>
          </>
        )}
      </td>
      <td className="number-cell">
        <Running since={standing.since} />
      </td>
    </tr>
  );
}
