import { Outlet, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { PhoneTrouble } from '../softphone/PhoneTrouble.tsx';
import { RingingBar } from '../softphone/RingingBar.tsx';
import { SoftphoneMenu } from '../softphone/SoftphoneMenu.tsx';
import { useSoftphone } from '../softphone/useSoftphone.ts';
import { NoticeLine } from '../ui/NoticeLine.tsx';
import { useShortcuts } from '../ui/shortcuts.ts';
import type { Me } from '../wire/types.ts';
import { CallBar } from './CallBar.tsx';
import { EngineTrouble } from './EngineTrouble.tsx';
import { LiveMark } from './LiveMark.tsx';
import { Nav } from './Nav.tsx';
import { PresenceMenu } from './PresenceMenu.tsx';
import { SettingsMenu } from './SettingsMenu.tsx';
import { ShortcutsHelp } from './ShortcutsHelp.tsx';
import { useLive } from './useLive.ts';
import { useOfferAlert } from './useOfferAlert.ts';

/** What stays on every page: top bar, call bar, notices. */
export function Shell({ me }: { readonly me: Me }) {
  const [help, setHelp] = useState(false);
  const navigate = useNavigate();
  const live = useLive();
  const { phone, state } = useSoftphone(me);
  useOfferAlert();
  useShortcuts({
    '?': () => setHelp(true),
    '1': () => void navigate({ to: '/' }),
    '2': () => void navigate({ to: '/board' }),
    '3': () => void navigate({ to: '/callbacks' }),
  });
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="topbar">
        <span className="brand">Ringback</span>
        <Nav />
        <div className="topbar-end">
          <LiveMark status={live} />
          {phone !== null && <SoftphoneMenu phone={phone} state={state} />}
          {me.agentId !== null && <PresenceMenu agentId={me.agentId} />}
          <SettingsMenu name={me.name} onHelp={() => setHelp(true)} />
        </div>
      </header>
      <EngineTrouble />
      {phone !== null && <PhoneTrouble phone={phone} state={state} />}
      {phone !== null && <RingingBar phone={phone} state={state} />}
      <CallBar phone={phone} phoneState={state} />
      <main id="main" className="page" tabIndex={-1}>
        <NoticeLine />
        <Outlet />
      </main>
      <ShortcutsHelp open={help} onClose={() => setHelp(false)} />
    </div>
  );
}
