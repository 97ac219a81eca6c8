import { timeText } from '../time/format.ts';
import { useNow } from '../time/useNow.ts';
import { Moment } from '../ui/Moment.tsx';
import type { ContextCard } from '../wire/types.ts';
import { channelWords, deliveryWords, languageText, offerReasonText } from '../words/channels.ts';
import { useSubjectText } from '../wire/useSubjectText.ts';
import { ContextValues } from './ContextValues.tsx';

/** What is known about the customer and the request. */
export function ContextPanel({ customer }: { readonly customer: ContextCard }) {
  const now = useNow(10_000);
  const subject = useSubjectText(customer.serviceId, customer.subject);
  return (
    <section className="card stack" aria-labelledby="context-heading">
      <h2 id="context-heading">About this request</h2>
      <dl className="facts">
        <dt>Subject</dt>
        <dd>{subject}</dd>
        <dt>Asked at</dt>
        <dd>
          <Moment at={customer.requestedAt} />
        </dd>
        <dt>Asked on</dt>
        <dd>{customer.channel === null ? 'Live call' : channelWords[customer.channel]}</dd>
        {customer.delivery !== null && (
          <>
            <dt>How</dt>
            <dd>{deliveryWords[customer.delivery]}</dd>
          </>
        )}
        <dt>Language</dt>
        <dd>{customer.language === null ? 'Not known' : languageText(customer.language)}</dd>
        <dt>Their local time</dt>
        <dd className="numeric">
          {customer.timeZone === null ? 'Zone not known' : `${timeText(now, customer.timeZone)} (${customer.timeZone})`}
        </dd>
        {customer.reason !== null && (
          <>
            <dt>Why you</dt>
            <dd>{offerReasonText(customer.reason)}</dd>
          </>
        )}
      </dl>
      <ContextValues context={customer.context} />
    </section>
  );
}
