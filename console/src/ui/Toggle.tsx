import { Switch } from 'react-aria-components/Switch';

/** A setting that is on or off. */
export function Toggle({
  label,
  on,
  onChange,
}: {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <Switch className="switch" isSelected={on} onChange={onChange}>
      {label}
      <span className="switch-track" aria-hidden="true" />
    </Switch>
  );
}
