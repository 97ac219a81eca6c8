import { useQueries, useQuery } from '@tanstack/react-query';
import { Loaded } from '../ui/Loaded.tsx';
import { Loading } from '../ui/Loading.tsx';
import { readerZone } from '../time/format.ts';
import { servicesQuery, todayQuery } from '../wire/queries.ts';
import type { ServiceCard } from '../wire/types.ts';
import { placesOf } from './places.ts';

/** Places that can still be booked today, by service. */
export function CapacityPanel() {
  const services = useQuery(servicesQuery);
  return (
    <section className="card stack" aria-labelledby="capacity-heading">
      <h2 id="capacity-heading">
        Places left today <span className="muted small">({readerZone()})</span>
      </h2>
      <Loaded query={services} what="the services" loading={<Loading shape="line" count={3} what="the services" />}>
        {({ items }) =>
          items.length === 0 ? <p className="muted">No services yet.</p> : <CapacityRows services={items} />
        }
      </Loaded>
    </section>
  );
}

function CapacityRows({ services }: { readonly services: readonly ServiceCard[] }) {
  const days = useQueries({ queries: services.map((service) => todayQuery(service.id)) });
  return (
    <dl className="facts wide">
      {services.map((service, index) => {
        const day = days[index]?.data;
        const places = day === undefined ? null : placesOf(day.slots);
        return (
          <div key={service.id} className="facts-row">
            <dt>
              {service.name}
              {service.paused ? ' (paused)' : ''}
            </dt>
            <dd className="numeric">
              {places === null
                ? 'Not known yet'
                : places.capacityCount === 0
                  ? 'Closed for today'
                  : `${places.freeCount} of ${places.capacityCount}`}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
