import { useQuery } from '@tanstack/react-query';
import { waitRangeText, windowText } from '../time/format.ts';
import { useNow } from '../time/useNow.ts';
import { Moment } from '../ui/Moment.tsx';
import { servicesQuery } from '../wire/queries.ts';
import type { Callback } from '../wire/types.ts';
import { useSubjectText } from '../wire/useSubjectText.ts';
import { channelWords, deliveryWords, languageText } from '../words/channels.ts';

const promiseText = (promise: NonNullable<Callback['promise']>, nowMs: number): string => {
  const kept = promise.kept === null ? '' : promise.kept ? ', kept' : ', broken';
  return `${windowText(promise.from, promise.to, nowMs)}${kept}`;
};

/** What the customer asked for and was told. */
export function CallbackFacts({ callback }: { readonly callback: Callback }) {
  const now = useNow(30_000);
  const subject = useSubjectText(callback.serviceId, callback.subject);
  const service = useQuery(servicesQuery).data?.items.find((entry) => entry.id === callback.serviceId);
  return (
    <dl className="facts">
      <dt>Service</dt>
      <dd>{service?.name ?? callback.serviceId}</dd>
      <dt>Subject</dt>
      <dd>{subject}</dd>
      <dt>When</dt>
      <dd>{callback.scheduledFor === null ? 'As soon as possible' : <Moment at={callback.scheduledFor} />}</dd>
      <dt>Promised</dt>
      <dd className="numeric">
        {callback.promise === null ? 'Nothing was promised' : promiseText(callback.promise, now)}
      </dd>
      {callback.position !== null && (
        <>
          <dt>Place in line</dt>
          <dd className="numeric">{callback.position}</dd>
        </>
      )}
      {callback.position !== null && (
        <>
          <dt>Estimated wait</dt>
          <dd className="numeric">{waitRangeText(callback.estimatedWait)}</dd>
        </>
      )}
      <dt>Asked at</dt>
      <dd>
        <Moment at={callback.requestedAt} />
      </dd>
      <dt>Asked on</dt>
      <dd>{channelWords[callback.channel]}</dd>
      <dt>How</dt>
      <dd>{deliveryWords[callback.delivery]}</dd>
      <dt>Language</dt>
      <dd>{callback.language === null ? 'Not known' : languageText(callback.language)}</dd>
      <dt>Customer’s zone</dt>
      <dd>{callback.timeZone ?? 'Not known'}</dd>
      {callback.disposition !== null && (
        <>
          <dt>Ended as</dt>
          <dd>{callback.disposition}</dd>
        </>
      )}
      {callback.closedAt !== null && (
        <>
          <dt>Closed</dt>
          <dd>
            <Moment at={callback.closedAt} />
          </dd>
        </>
      )}
    </dl>
  );
}
