import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Choices } from '../ui/Choices.tsx';
import { changeSettings, useSettings } from '../ui/settings.ts';
import { Toggle } from '../ui/Toggle.tsx';
import { post } from '../wire/api.ts';
import { useAction } from '../wire/useAction.ts';
import { NotificationAsk } from './NotificationAsk.tsx';

const themes = [
  { id: 'system', name: 'System' },
  { id: 'light', name: 'Light' },
  { id: 'dark', name: 'Dark' },
] as const;

/** Settings of this browser, help and signing out. */
export function SettingsMenu({ name, onHelp }: { readonly name: string; readonly onHelp: () => void }) {
  const [open, setOpen] = useState(false);
  const settings = useSettings();
  const queries = useQueryClient();
  const signOut = useAction(() => post('/v1/sign-out').then(() => queries.resetQueries()));
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className="button quiet account" aria-label={`${name}: settings and sign out`}>
        <span className="avatar" aria-hidden="true">
          {name.slice(0, 1)}
        </span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="settings stack" aria-label="Settings">
          <p>
            <strong>{name}</strong>
          </p>
          <Choices
            label="Theme"
            className="choices three"
            options={themes}
            value={settings.theme}
            onChange={(id) => changeSettings({ theme: id === 'light' || id === 'dark' ? id : 'system' })}
          />
          <Toggle label="Sound for new offers" on={settings.sound} onChange={(sound) => changeSettings({ sound })} />
          <Toggle
            label="Keyboard shortcuts"
            on={settings.shortcuts}
            onChange={(shortcuts) => changeSettings({ shortcuts })}
          />
          <NotificationAsk />
          <ActionButton
            kind="quiet"
            onPress={() => {
              setOpen(false);
              onHelp();
            }}
          >
            Show keyboard shortcuts
          </ActionButton>
          <ActionButton onPress={() => signOut.mutate()} pending={signOut.isPending}>
            Sign out
          </ActionButton>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
