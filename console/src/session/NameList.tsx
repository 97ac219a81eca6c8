import { ActionButton } from '../ui/ActionButton.tsx';

interface Props {
  readonly agents: readonly { readonly id: string; readonly name: string }[];
  readonly pending: string | null;
  readonly onChoose: (agentId: string) => void;
}

/** The agents of the demo, one button each. */
export function NameList({ agents, pending, onChoose }: Props) {
  return (
    <section className="stack" aria-labelledby="names-heading">
      <p id="names-heading" className="muted">
        This is a demo contact centre. Choose who you are.
      </p>
      <ul className="name-list">
        {agents.map((agent) => (
          <li key={agent.id}>
            <ActionButton large pending={pending === agent.id} onPress={() => onChoose(agent.id)}>
              <span className="avatar" aria-hidden="true">
                {agent.name.slice(0, 1)}
              </span>
              {agent.name}
            </ActionButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
