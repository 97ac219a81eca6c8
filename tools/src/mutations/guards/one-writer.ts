import type { Mutation } from '../mutation.ts';

const writer = 'engine/src/writer.ts';
const runningEngine = 'engine/src/running-engine.ts';

/** What the engine and the stores do so that what was acknowledged is true: fence, commit, replies, lease, recovery. */
export const oneWriterGuards: readonly Mutation[] = [
  {
    name: 'fence',
    guard: 'the store in memory refuses a commit under a fence that is no longer held',
    breaks: ['I7', 'X3'],
    edits: [
      {
        path: 'testkit/src/memory-store/tenant.ts',
        find: 'tenant.lease === null || tenant.lease.fence !== batch.fence',
        replace: 'false',
      },
    ],
  },
  {
    name: 'fence-in-sql',
    guard: 'the store in PostgreSQL finds the lease row only under the fence of the batch',
    breaks: ['I7', 'X3'],
    tests: ['drivers/store-postgres'],
    isOutsideSimulation: true,
    edits: [
      {
        path: 'drivers/store-postgres/src/commit.ts',
        find: 'and fence = ${parameters.add(batch.fence)}::bigint',
        replace: 'and fence >= ${parameters.add(0)}::bigint',
      },
    ],
  },
  {
    name: 'crash-only',
    guard: 'after a failed commit the writer is over and its memory is dropped',
    breaks: ['I7', 'X1'],
    edits: [
      { path: writer, find: 'this.options.failed(error);', replace: 'this.isOver = false; this.hasFailed = false;' },
    ],
  },
  {
    name: 'reply-after-commit',
    guard: 'a command is answered after its commit',
    breaks: ['I7', 'X1'],
    edits: [
      {
        path: writer,
        find: 'return () => message.resolve(reply);',
        replace: 'message.resolve(reply); return () => undefined;',
      },
    ],
  },
  {
    name: 'effect-after-commit',
    guard: 'the phone system is asked after the commit: the ledger before the dial',
    breaks: ['A1', 'I2', 'I7'],
    edits: [
      {
        path: writer,
        find: 'const written = store.commit(batch);',
        replace: `(recorded as { effects: unknown }).effects = [];
    this.options.committed({ history: [], effects: batch.effects, nextDueAt: this.nextDueAt() });
    const written = store.commit(batch);`,
      },
    ],
  },
  {
    name: 'commit-behind-history',
    guard: 'a commit goes behind another one only if the database would refuse it without that one',
    breaks: ['I7', 'I8'],
    tests: ['engine'],
    edits: [
      {
        path: writer,
        find: 'return ahead.hasHistory && this.center.recorder.hasHistory();',
        replace: 'return true;',
      },
    ],
  },
  {
    name: 'commits-told-in-turn',
    guard: 'of a commit that went behind another nobody is told before that one is through',
    breaks: ['I7'],
    tests: ['engine'],
    edits: [
      {
        path: writer,
        find: 'this.commitEnd = this.commitEnd\n      .then(() => written)',
        replace: 'this.commitEnd = written',
      },
    ],
  },
  {
    name: 'fallen-writer-is-silent',
    guard: 'a writer that has failed acts on no commit that comes through afterwards',
    breaks: ['I2', 'I7'],
    tests: ['engine'],
    edits: [
      {
        path: writer,
        find: 'if (this.hasFailed) return;\n    const written = this.underWay.shift();',
        replace: 'const written = this.underWay.shift();',
      },
    ],
  },
  {
    name: 'repeat-in-memory-and-store',
    guard: 'a repeated command is answered from the record, not decided again',
    breaks: ['R8', 'I7'],
    edits: [{ path: writer, find: 'if (known !== undefined) return', replace: 'if (false) return' }],
  },
  {
    name: 'record-outlives-restart',
    guard: 'the record of replies is looked up in the store when memory has none',
    breaks: ['R8', 'X1'],
    edits: [
      { path: writer, find: 'await this.options.store.findReplies(this.options.tenantId, commandIds)', replace: '[]' },
    ],
  },
  {
    name: 'id-reused',
    guard: 'another request under a used id is refused',
    breaks: ['R8'],
    tests: ['engine'],
    edits: [{ path: writer, find: 'known.fingerprint === message.fingerprint', replace: 'true' }],
  },
  {
    name: 'time-of-arrival',
    guard: 'a command is decided at the time it came, not when the commit before it was through',
    breaks: ['I1', 'X1'],
    tests: ['engine'],
    edits: [
      { path: writer, find: 'Math.max(this.latestAt, at)', replace: 'Math.max(this.latestAt, this.options.now())' },
    ],
  },
  {
    name: 'time-never-goes-back',
    guard: 'the time a command is decided at never goes back, whatever the clock does',
    breaks: ['I8', 'I1'],
    tests: ['engine'],
    edits: [{ path: writer, find: 'Math.max(this.latestAt, at)', replace: 'at' }],
  },
  {
    name: 'lease-loss',
    guard: 'a node that lost its lease stops deciding and stands by',
    breaks: ['X3', 'I7'],
    tests: ['engine'],
    edits: [
      {
        path: runningEngine,
        find: 'if (lease === null) await this.standBy();\n      else if (this.writer',
        replace: 'if (lease === null) return;\n      else if (this.writer',
      },
    ],
  },
  {
    name: 'spent-fence',
    guard: 'a writer whose commit has an unknown outcome does not go on under the same fence',
    breaks: ['I7', 'X1'],
    edits: [{ path: runningEngine, find: 'if (fence !== this.spentFence) return', replace: 'return' }],
  },
  {
    name: 'legs-looked-up',
    guard: 'after a start every leg of the rows is looked up in the phone system',
    breaks: ['X1', 'I1', 'A1'],
    tests: ['engine'],
    edits: [
      {
        path: runningEngine,
        find: "await this.post(writer, { kind: 'recover',",
        replace: "if (legs.length < 0) await this.post(writer, { kind: 'recover',",
      },
    ],
  },
  {
    name: 'dial-not-repeated',
    guard: 'a dial that an earlier life may have asked for is not asked for again',
    breaks: ['A1', 'I2'],
    edits: [
      { path: 'engine/src/kept-effects.ts', find: "phone.kind !== 'dial'", replace: "phone.kind !== 'answer'" },
      { path: runningEngine, find: "if (effect.phone.kind === 'dial' ||", replace: 'if (false &&' },
    ],
  },
  {
    name: 'reports-kept-while-starting',
    guard: 'what the phone system reports while there is no writer is kept and handled later',
    breaks: ['X1', 'I1'],
    tests: ['engine'],
    edits: [
      {
        path: runningEngine,
        find: "if (writer === null || this.state === 'starting') this.phoneBacklog.push(event);",
        replace: "if (writer === null || this.state === 'starting') return;",
      },
    ],
  },
  {
    name: 'reports-handled-again',
    guard: 'a report of the phone system whose commit failed is handled by the next writer',
    breaks: ['X1', 'I1'],
    tests: ['engine'],
    edits: [
      {
        path: runningEngine,
        find: '.catch(() => this.phoneBacklog.push(event));',
        replace: '.catch(() => undefined);',
      },
    ],
  },
  {
    name: 'effects-in-order',
    guard: 'the phone system is asked in the order of the decisions, leg by leg',
    breaks: ['I4', 'A1'],
    tests: ['engine'],
    edits: [
      {
        path: 'engine/src/effect-order.ts',
        find: 'const own = before.length === 0 ? work() : Promise.all(before).then(work);',
        replace: 'const own = work();',
      },
    ],
  },
  {
    name: 'no-decision-before-recovery',
    guard: 'a new writer decides nothing until the legs were looked up',
    breaks: ['X1', 'A1'],
    tests: ['engine'],
    edits: [
      {
        path: runningEngine,
        find: "return this.state === 'writer' ? this.writer : null;",
        replace: 'return this.writer;',
      },
    ],
  },
  {
    name: 'dials-under-way-first',
    guard: 'a new writer waits for the dials of the one before it, then looks the legs up',
    breaks: ['A1', 'I2', 'X1'],
    tests: ['engine'],
    edits: [{ path: runningEngine, find: 'await this.effectOrder.idle();', replace: '' }],
  },
  {
    name: 'wake-up',
    guard: 'after each commit the wake-up for the earliest due time is planned',
    breaks: ['I1'],
    tests: ['engine'],
    edits: [{ path: runningEngine, find: 'this.planWakeUp(writer, result.nextDueAt);', replace: '' }],
  },
  {
    name: 'inbox-served',
    guard: 'the writer takes what other nodes left for it as soon as it is told',
    breaks: ['X3'],
    tests: ['engine'],
    edits: [{ path: runningEngine, find: "if (seen === 'inbox') void this.drainInbox();", replace: '' }],
  },
  {
    name: 'forwarded-id',
    guard: 'a command forwarded by another node keeps its id and fingerprint',
    breaks: ['R8', 'X3'],
    tests: ['engine'],
    edits: [
      {
        path: 'engine/src/forwarding.ts',
        find: 'read.fingerprint === null ? { id, actor }',
        replace: "id !== '' ? { actor }",
      },
    ],
  },
];
