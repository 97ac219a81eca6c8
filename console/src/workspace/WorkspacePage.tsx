import { usePageTitle } from '../shell/usePageTitle.ts';
import { Loaded } from '../ui/Loaded.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useMe, useWork } from '../wire/queries.ts';
import type { Work } from '../wire/types.ts';
import { ActivePanel } from './ActivePanel.tsx';
import { ContextPanel } from './ContextPanel.tsx';
import { NothingToDo } from './NothingToDo.tsx';
import { OfferCard } from './OfferCard.tsx';
import { useLostCustomer } from './useLostCustomer.ts';
import { WrapUpPanel } from './WrapUpPanel.tsx';

/** The agent's page: offers, the callback in hand, the wrap-up. */
export function WorkspacePage() {
  usePageTitle('Workspace');
  const me = useMe();
  const work = useWork();
  useLostCustomer(work.data);
  if (me?.agentId === null) {
    return (
      <div className="empty card">
        <h1>Workspace</h1>
        <p className="muted">
          You are signed in without an agent, so no callbacks are offered to you. The board and the callbacks are yours
          to see.
        </p>
      </div>
    );
  }
  return (
    <div className="stack">
      <h1 className="visually-hidden">Workspace</h1>
      <Loaded query={work} what="your work" loading={<Loading shape="card" count={2} what="your work" />}>
        {(loaded) => <WorkInHand work={loaded} />}
      </Loaded>
    </div>
  );
}

function WorkInHand({ work }: { readonly work: Work }) {
  const idle = work.offers.length === 0 && work.active === null && work.wrapUp === null;
  const { active, wrapUp } = work;
  const activeShown = active !== null && (wrapUp === null || active.callback?.id !== wrapUp.callbackId);
  return (
    <>
      <div aria-live="assertive" className="visually-hidden">
        {work.offers.length > 0 ? 'A callback is offered to you.' : ''}
      </div>
      {work.offers.map((offer, index) => (
        <OfferCard key={offer.id} offer={offer} first={index === 0} />
      ))}
      {wrapUp !== null && <WrapUpPanel key={wrapUp.callbackId} wrapUp={wrapUp} />}
      {wrapUp !== null && <ContextPanel customer={wrapUp.customer} />}
      {activeShown && <ActivePanel active={active} telephone={work.telephone} />}
      {idle && <NothingToDo agent={work.agent} telephone={work.telephone} />}
    </>
  );
}
