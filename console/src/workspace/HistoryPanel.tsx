import { TimelineList } from '../callbacks/TimelineList.tsx';
import { ReceiptList } from '../callbacks/ReceiptList.tsx';

/** What happened so far, and who was served before. */
export function HistoryPanel({ callbackId }: { readonly callbackId: string }) {
  return (
    <>
      <section className="card stack" aria-labelledby="timeline-heading">
        <h2 id="timeline-heading">Timeline</h2>
        <TimelineList callbackId={callbackId} />
      </section>
      <section className="card stack" aria-labelledby="receipt-heading">
        <h2 id="receipt-heading">Who was served before</h2>
        <ReceiptList callbackId={callbackId} />
      </section>
    </>
  );
}
