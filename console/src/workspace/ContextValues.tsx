import { plainWords } from '../words/callbackStates.ts';
import { contextRows } from './contextRows.ts';

/** Everything that travelled with the request, as words and values. */
export function ContextValues({ context }: { readonly context: Readonly<Record<string, unknown>> }) {
  const entries = Object.entries(context);
  if (entries.length === 0) return <p className="muted">Nothing else came with this request.</p>;
  return (
    <dl className="facts">
      {entries.map(([key, value]) => (
        <div key={key} className="facts-row">
          <dt>{plainWords(key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())}</dt>
          <dd>
            {contextRows(value).length <= 1 ? (
              (contextRows(value)[0] ?? 'None')
            ) : (
              <ol className="journey">
                {contextRows(value).map((row, index) => (
                  <li key={index}>{row}</li>
                ))}
              </ol>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
