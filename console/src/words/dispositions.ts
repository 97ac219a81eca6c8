/** The dispositions every service has unless it names its own; used where the server does not list them. */
export const usualDispositions: readonly { readonly id: string; readonly name: string }[] = [
  { id: 'resolved', name: 'Resolved' },
  { id: 'follow_up', name: 'Follow-up needed' },
  { id: 'not_reached', name: 'Not reached' },
  { id: 'wrong_number', name: 'Wrong number' },
];
