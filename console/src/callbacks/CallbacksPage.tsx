import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { usePageTitle } from '../shell/usePageTitle.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Loaded } from '../ui/Loaded.tsx';
import { Loading } from '../ui/Loading.tsx';
import { callbacksQuery } from '../wire/queries.ts';
import { CallbackRow } from './CallbackRow.tsx';
import { NumberSearch } from './NumberSearch.tsx';
import { stateFilters, statesOf } from './stateFilters.ts';

/** All callbacks, newest first, by state and number. */
export function CallbacksPage() {
  usePageTitle('Callbacks');
  const [filter, setFilter] = useState('all');
  const [phoneNumber, setPhoneNumber] = useState('');
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const list = useQuery({
    ...callbacksQuery(statesOf(filter), phoneNumber, cursors.at(-1) ?? null),
    placeholderData: keepPreviousData,
  });
  const refine = (change: () => void): void => {
    setCursors([]);
    change();
  };
  return (
    <div className="stack">
      <h1>Callbacks</h1>
      <div className="spread">
        <div className="filter-row" role="group" aria-label="State">
          {stateFilters.map((entry) => (
            <ActionButton
              key={entry.id}
              kind={filter === entry.id ? 'primary' : 'plain'}
              pressed={filter === entry.id}
              onPress={() => refine(() => setFilter(entry.id))}
            >
              {entry.name}
            </ActionButton>
          ))}
        </div>
        <NumberSearch onSearch={(number) => refine(() => setPhoneNumber(number))} />
      </div>
      <Loaded query={list} what="the callbacks" loading={<Loading shape="row-tall" count={6} what="the callbacks" />}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <div className="empty card">
              <h2>No callbacks here</h2>
              <p className="muted">
                {phoneNumber === '' && filter === 'all'
                  ? 'As soon as a customer asks to be rung back, it appears here.'
                  : 'Nothing matches this filter and number.'}
              </p>
            </div>
          ) : (
            <>
              <ul className="callback-list card">
                {items.map((item) => (
                  <CallbackRow key={item.id} callback={item} />
                ))}
              </ul>
              <div className="row">
                <ActionButton disabled={cursors.length === 0} onPress={() => setCursors(cursors.slice(0, -1))}>
                  Newer
                </ActionButton>
                <ActionButton
                  disabled={nextCursor === null}
                  onPress={() => {
                    if (nextCursor !== null) setCursors([...cursors, nextCursor]);
                  }}
                >
                  Older
                </ActionButton>
              </div>
            </>
          )
        }
      </Loaded>
    </div>
  );
}
