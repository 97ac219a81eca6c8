import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';

interface Props {
  readonly reasons: readonly { readonly id: string; readonly name: string }[];
  readonly pending: boolean;
  readonly onDecline: (reasonId: string) => void;
}

/** Declining needs a reason; the service says which there are. */
export function DeclineMenu({ reasons, pending, onDecline }: Props) {
  return (
    <MenuTrigger>
      <Button className="button large" isDisabled={pending}>
        Decline <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu aria-label="Reason to decline" onAction={(key) => onDecline(String(key))}>
          {reasons.map((reason) => (
            <MenuItem key={reason.id} id={reason.id} className="menu-item plain" textValue={reason.name}>
              {reason.name}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
