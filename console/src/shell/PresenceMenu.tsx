import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Running } from '../ui/Running.tsx';
import { put } from '../wire/api.ts';
import { useWork } from '../wire/queries.ts';
import { useAction } from '../wire/useAction.ts';
import { plainWords } from '../words/callbackStates.ts';
import { agentStanding, presenceChoices, presenceWords, type PresenceChoice } from '../words/presence.ts';

/** The agent's presence: what it is, for how long, and a menu to change it. During a call it sets what comes after. */
export function PresenceMenu({ agentId }: { readonly agentId: string }) {
  const agent = useWork().data?.agent;
  const change = useAction(({ presence, reason }: PresenceChoice) =>
    put(`/v1/agents/${encodeURIComponent(agentId)}/presence`, { presence, reason }),
  );
  if (agent === undefined) return <span className="skeleton presence-wait" aria-hidden="true" />;
  const standing = agentStanding(agent);
  const reason =
    agent.activity === 'idle' && agent.presenceReason !== null
      ? `: ${plainWords(agent.presenceReason).toLowerCase()}`
      : '';
  return (
    <MenuTrigger>
      <Button className="button presence">
        <span className={`dot ${standing.tone === 'neutral' ? 'hollow' : standing.tone}`} aria-hidden="true" />
        <span className="visually-hidden">Presence: </span>
        <span className="presence-words">
          {standing.words}
          {reason}
        </span>
        <span className="muted" aria-hidden="true">
          <Running since={standing.since} />
        </span>
      </Button>
      <Popover className="popover" placement="bottom end">
        {agent.activity !== 'idle' && (
          <p className="menu-heading">
            After this: {presenceWords[agent.nextPresence ?? agent.presence].words.toLowerCase()}. Choose to change it.
          </p>
        )}
        <Menu
          aria-label="Presence"
          onAction={(key) => {
            const choice = presenceChoices.find((entry) => entry.id === key);
            if (choice !== undefined) change.mutate(choice);
          }}
        >
          {presenceChoices.map((choice) => (
            <MenuItem key={choice.id} id={choice.id} className="menu-item" textValue={choice.words}>
              <span
                className={`dot ${choice.presence === 'offline' ? 'hollow' : presenceWords[choice.presence].tone}`}
                aria-hidden="true"
              />
              {choice.words}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
