import type { CommitBatch, Phone, Store } from '@ringback/engine';

/** Where a process can be made to kill itself, each with the moment it means. */
export const crashPoints = {
  'during-migration': 'a step of the schema is done and not committed',
  'during-recovery': 'the legs that live were looked up and nothing was made of them yet',
  'before-commit': 'a batch is decided and not written',
  'in-commit': 'a batch is on its way to the database and nobody knows whether it got there',
  'before-reply': 'a batch with replies is committed and nobody was told',
  'before-effect': 'a batch with a dial is committed and the phone system was not asked',
  'after-dial': 'the phone system took a dial and has reported nothing yet',
  'before-event': 'the phone system reported something and nothing was made of it',
} as const;

/** The name of a point. */
export type CrashPoint = keyof typeof crashPoints;

/** Store, phone and migration with the point built in. */
export interface CrashSeam {
  store(store: Store): Store;
  phone(phone: Phone): Phone;
  onMigrationStep(): void;
}

/**
 * Builds a point into the ports, for crash tests: `before-reply:17` ends the process the seventeenth time it gets there.
 * Without a point the ports stay as they are. Throws RangeError for a name that is none.
 * @param die ends the process at once, without any handler running.
 */
export function createCrashSeam(point: string | null, die: () => void = killOurselves): CrashSeam {
  if (point === null) return { store: (store) => store, phone: (phone) => phone, onMigrationStep: () => undefined };
  const [name, count = '1'] = point.split(':');
  if (!isCrashPoint(name))
    throw new RangeError(`RINGBACK_CRASH_POINT must be one of ${Object.keys(crashPoints).join(', ')}, not ${name}`);
  let left = Number(count);
  const reach = (reached: CrashPoint): void => {
    if (reached !== name) return;
    left -= 1;
    if (left === 0) die();
  };
  return {
    store: (store) => ({ ...store, commit: (batch) => commitWith(store, batch, reach) }),
    phone: (phone) => phoneWith(phone, reach),
    onMigrationStep: () => reach('during-migration'),
  };
}

async function commitWith(store: Store, batch: CommitBatch, reach: (point: CrashPoint) => void): Promise<void> {
  reach('before-commit');
  const committing = store.commit(batch);
  // The driver writes at the end of a turn: a turn later the statement has left, and how far it got is up to the database.
  setImmediate(() => setImmediate(() => reach('in-commit')));
  await committing;
  if (batch.replies.length > 0) reach('before-reply');
  if (batch.effects.some(({ phone }) => phone.kind === 'dial')) reach('before-effect');
}

function phoneWith(phone: Phone, reach: (point: CrashPoint) => void): Phone {
  return {
    start: (listener) =>
      phone.start((event) => {
        reach('before-event');
        listener(event);
      }),
    async execute(effect) {
      await phone.execute(effect);
      if (effect.kind === 'dial') reach('after-dial');
    },
    async livingLegs() {
      const legs = await phone.livingLegs();
      reach('during-recovery');
      return legs;
    },
    stop: () => phone.stop(),
  };
}

function isCrashPoint(name: string | undefined): name is CrashPoint {
  return name !== undefined && Object.hasOwn(crashPoints, name);
}

function killOurselves(): void {
  process.kill(process.pid, 'SIGKILL');
}
