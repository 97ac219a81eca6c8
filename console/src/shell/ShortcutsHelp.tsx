import { ActionButton } from '../ui/ActionButton.tsx';
import { Asking } from '../ui/Asking.tsx';
import { changeSettings, useSettings } from '../ui/settings.ts';
import { shortcutList } from '../ui/shortcuts.ts';
import { Toggle } from '../ui/Toggle.tsx';

/** All keyboard shortcuts, and the switch that turns them off. */
export function ShortcutsHelp({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { shortcuts } = useSettings();
  return (
    <Asking title="Keyboard shortcuts" open={open} onClose={onClose}>
      <Toggle label="Use keyboard shortcuts" on={shortcuts} onChange={(on) => changeSettings({ shortcuts: on })} />
      <dl className="facts keys">
        {shortcutList.map((entry) => (
          <div key={entry.words} className="facts-row">
            <dt>
              {entry.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{entry.words}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-actions">
        <ActionButton kind="primary" onPress={onClose}>
          Close
        </ActionButton>
      </div>
    </Asking>
  );
}
