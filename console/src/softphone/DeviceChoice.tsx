import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';
import type { SoundDevice } from './devices.ts';

const DEFAULT_KEY = 'default-device';

interface Props {
  readonly label: string;
  readonly devices: readonly SoundDevice[];
  readonly value: string | null;
  readonly onChange: (deviceId: string | null) => void;
}

/** One of the microphones or speakers of this machine, or the browser's own choice. */
export function DeviceChoice({ label, devices, value, onChange }: Props) {
  const others = devices.filter(({ id }) => id !== 'default');
  return (
    <Select
      className="field"
      value={value ?? DEFAULT_KEY}
      onChange={(key) => onChange(key === DEFAULT_KEY || key === null ? null : String(key))}
    >
      <Label className="label">{label}</Label>
      <Button className="button select">
        <SelectValue className="select-value" />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <ListBox className="menu">
          <ListBoxItem id={DEFAULT_KEY} className="menu-item">
            Default of this computer
          </ListBoxItem>
          {others.map((device) => (
            <ListBoxItem key={device.id} id={device.id} className="menu-item">
              {device.name}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
