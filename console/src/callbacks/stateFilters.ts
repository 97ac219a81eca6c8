import type { CallbackState } from '../wire/types.ts';

/** The filters of the list: several states under one plain name. */
export const stateFilters: readonly {
  readonly id: string;
  readonly name: string;
  readonly states: readonly CallbackState[];
}[] = [
  { id: 'all', name: 'All', states: [] },
  { id: 'open', name: 'In line', states: ['waiting', 'retry_pending', 'notified', 'awaiting_call'] },
  { id: 'scheduled', name: 'Scheduled', states: ['scheduled'] },
  {
    id: 'active',
    name: 'In progress',
    states: ['offered', 'previewing', 'dialing', 'confirming', 'holding', 'joining', 'connected', 'wrapping_up'],
  },
  { id: 'closed', name: 'Closed', states: ['closed'] },
];

/** The states of a filter; an unknown filter shows all. */
export function statesOf(filterId: string): readonly CallbackState[] {
  return stateFilters.find((filter) => filter.id === filterId)?.states ?? [];
}
