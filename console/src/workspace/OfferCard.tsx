import { useAgentNames } from '../shell/useAgentNames.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { useShortcuts } from '../ui/shortcuts.ts';
import { durationText, windowText } from '../time/format.ts';
import { useNow } from '../time/useNow.ts';
import { post } from '../wire/api.ts';
import type { ContextCard, Offer } from '../wire/types.ts';
import { useAction } from '../wire/useAction.ts';
import { useSubjectText } from '../wire/useSubjectText.ts';
import { deliveryWords, offerReasonText } from '../words/channels.ts';
import { CountdownRing } from './CountdownRing.tsx';
import { DeclineMenu } from './DeclineMenu.tsx';

/** A work item offered: who, why, how long they wait, and the time left to answer. */
export function OfferCard({ offer, first }: { readonly offer: Offer; readonly first: boolean }) {
  const path = `/v1/offers/${encodeURIComponent(offer.id)}`;
  const accept = useAction(() => post(`${path}/accept`));
  const decline = useAction((reason: string) => post(`${path}/decline`, { reason }));
  const onAccept = (): void => {
    if (!accept.isPending) accept.mutate();
  };
  useShortcuts(first ? { a: onAccept, enter: onAccept } : {});
  const nameOf = useAgentNames();
  const { customer } = offer;
  return (
    <article className="card offer" aria-labelledby={`offer-${offer.id}`}>
      <div className="offer-head">
        <div>
          <p className="muted small">
            {offerTitle(offer, nameOf)} · {customer.queueName}
          </p>
          <h2 id={`offer-${offer.id}`} className="offer-name">
            {customer.name ?? customer.phoneNumber ?? 'Number withheld'}
          </h2>
          {customer.name !== null && <p className="numeric">{customer.phoneNumber ?? 'Number withheld'}</p>}
        </div>
        <CountdownRing startsAt={offer.offeredAt} endsAt={offer.expiresAt} words="to answer" />
      </div>
      {offer.askedBy === null ? (
        <OfferFacts customer={customer} offeredAt={offer.offeredAt} />
      ) : (
        <p>The customer is on hold. Accept, and you talk to {nameOf(offer.askedBy)} first.</p>
      )}
      <div className="row">
        <ActionButton
          kind="primary"
          large
          onPress={onAccept}
          pending={accept.isPending}
          {...(first ? { shortcut: 'a' } : {})}
        >
          Accept
        </ActionButton>
        <DeclineMenu
          reasons={offer.declineReasons}
          pending={decline.isPending}
          onDecline={(reason) => decline.mutate(reason)}
        />
        {offer.autoAccept && <span className="muted">Your phone accepts by itself.</span>}
      </div>
    </article>
  );
}

function offerTitle({ askedBy, transferredBy, kind }: Offer, nameOf: (agentId: string) => string): string {
  if (askedBy !== null) {
    const asker = nameOf(askedBy);
    return `${asker.slice(0, 1).toUpperCase()}${asker.slice(1)} asks you about a customer`;
  }
  if (transferredBy !== null) return `Transferred by ${nameOf(transferredBy)}`;
  return kind === 'live_call' ? 'Caller on the line' : 'Callback offered';
}

function OfferFacts({ customer, offeredAt }: { readonly customer: ContextCard; readonly offeredAt: string }) {
  const now = useNow(1_000);
  const subject = useSubjectText(customer.serviceId, customer.subject);
  const waitedMs = customer.waitedMs + Math.max(0, now - Date.parse(offeredAt));
  const due =
    customer.dueFrom !== null && customer.dueTo !== null
      ? windowText(customer.dueFrom, customer.dueTo, now)
      : 'As soon as possible';
  return (
    <dl className="fact-grid">
      <div>
        <dt>Subject</dt>
        <dd>{subject}</dd>
      </div>
      <div>
        <dt>Service</dt>
        <dd>{customer.serviceName ?? 'None'}</dd>
      </div>
      <div>
        <dt>Waiting for</dt>
        <dd className="numeric">{durationText(waitedMs)}</dd>
      </div>
      <div>
        <dt>Due</dt>
        <dd className="numeric">{due}</dd>
      </div>
      {customer.attemptNumber !== null && (
        <div>
          <dt>Try</dt>
          <dd className="numeric">
            {customer.attemptNumber} of {customer.attemptsMax ?? 'any'}
          </dd>
        </div>
      )}
      {customer.delivery !== null && (
        <div>
          <dt>How</dt>
          <dd>{deliveryWords[customer.delivery]}</dd>
        </div>
      )}
      {customer.reason !== null && (
        <div>
          <dt>Why you</dt>
          <dd>{offerReasonText(customer.reason)}</dd>
        </div>
      )}
    </dl>
  );
}
