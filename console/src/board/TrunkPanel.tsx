import { useQuery } from '@tanstack/react-query';
import { Chip } from '../ui/Chip.tsx';
import { phoneQuery } from '../wire/queries.ts';
import { trunkWords } from '../words/phoneSystem.ts';

/** The ways to the telephone network, where there are any: how each stands, and how many calls it has. */
export function TrunkPanel() {
  const trunks = useQuery(phoneQuery).data?.trunks ?? [];
  if (trunks.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="trunks-heading">
      <h2 id="trunks-heading">Trunks</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Trunk</th>
            <th scope="col">State</th>
            <th scope="col" className="number-cell">
              Calls
            </th>
          </tr>
        </thead>
        <tbody>
          {trunks.map((trunk) => (
            <tr key={trunk.name}>
              <th scope="row" className="row-head">
                {trunk.name}
              </th>
              <td>
                <Chip worded={trunkWords[trunk.state]} />
              </td>
              <td className="number-cell">
                {trunk.callCount}
                {trunk.callCountMax === null ? '' : ` of ${trunk.callCountMax}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
