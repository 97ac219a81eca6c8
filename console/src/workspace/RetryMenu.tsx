import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { serverNowMs } from '../time/clock.ts';

const choices = [
  { id: 'policy', words: 'When the service says', afterMs: null },
  { id: 'minutes-10', words: 'In 10 minutes', afterMs: 600_000 },
  { id: 'minutes-30', words: 'In 30 minutes', afterMs: 1_800_000 },
  { id: 'hour', words: 'In an hour', afterMs: 3_600_000 },
] as const;

interface Props {
  readonly disabled: boolean;
  readonly pending: boolean;
  /** `null`: when the retry policy of the service says. */
  readonly onRetry: (after: string | null) => void;
}

/** When to try the customer again; the place in line is kept. */
export function RetryMenu({ disabled, pending, onRetry }: Props) {
  const choose = (id: string): void => {
    const afterMs = choices.find((choice) => choice.id === id)?.afterMs ?? null;
    onRetry(afterMs === null ? null : new Date(serverNowMs() + afterMs).toISOString());
  };
  return (
    <MenuTrigger>
      <Button className="button large" isDisabled={disabled || pending}>
        Retry later <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu aria-label="When to try again" onAction={(key) => choose(String(key))}>
          {choices.map((choice) => (
            <MenuItem key={choice.id} id={choice.id} className="menu-item plain" textValue={choice.words}>
              {choice.words}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
