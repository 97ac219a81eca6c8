import { useQuery } from '@tanstack/react-query';
import { useNow } from '../time/useNow.ts';
import { phoneQuery } from '../wire/queries.ts';
import { engineTroubleWords } from '../words/phoneSystem.ts';

/** Says on every page that the phone system is away, since when, and that nothing is lost by it. */
export function EngineTrouble() {
  const now = useNow(60_000);
  const engine = useQuery(phoneQuery).data ?? null;
  const words = engine === null ? null : engineTroubleWords(engine, now);
  return (
    <section role="status" aria-label="Telephone system">
      {words !== null && (
        <div className="phone-trouble danger">
          <p>{words}</p>
        </div>
      )}
    </section>
  );
}
