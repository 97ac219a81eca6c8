import { useEffect, useEffectEvent, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { ActionButton } from '../ui/ActionButton.tsx';
import type { Softphone } from './softphone.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const isKey = (key: string): boolean => keys.some((one) => one === key);

/** The keys of the telephone, for a customer whose line answers with a menu. They can be typed, too. */
export function Keypad({ phone }: { readonly phone: Softphone }) {
  return (
    <DialogTrigger>
      <Button className="button">Keypad</Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="keypad stack" aria-label="Keypad">
          <Keys onKey={(key) => phone.sendKeys(key)} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Keys({ onKey }: { readonly onKey: (key: string) => void }) {
  const [pressed, setPressed] = useState('');
  const press = (key: string): void => {
    setPressed(pressed + key);
    onKey(key);
  };
  const type = useEffectEvent(press);
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (isKey(event.key) && !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey) type(event.key);
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
  return (
    <>
      <p className="numeric keypad-pressed" role="status">
        {pressed === '' ? 'Press or type keys' : `Pressed ${pressed}`}
      </p>
      <div className="keypad-keys" role="group" aria-label="Keys">
        {keys.map((key) => (
          <ActionButton key={key} onPress={() => press(key)}>
            {key}
          </ActionButton>
        ))}
      </div>
    </>
  );
}
