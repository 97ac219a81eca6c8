import { handle, type Center, type CommandBody, type PhoneEffect, type Recorded, type Reply } from '@ringback/core';
import { CENTER_STARTS_AT } from './big-center.ts';

/** Commands decided before what they changed is taken away, as a commit would. */
const BATCH = 100;
/** Commands in one millisecond of the centre's time. */
const COMMANDS_PER_MS = 10;

/** Feeds core with commands and counts them; nothing else is in the time it takes. */
export class CoreDrive {
  readonly center: Center;
  commandCount = 0;
  /** What the phone system was asked for and not yet told about. */
  private asked: PhoneEffect[] = [];

  constructor(center: Center) {
    this.center = center;
  }

  /** Handles one command. Every hundredth takes away what has changed. */
  do(body: CommandBody): Reply {
    this.commandCount += 1;
    const id = String(this.commandCount).padStart(26, 'c');
    const now = CENTER_STARTS_AT + Math.floor(this.commandCount / COMMANDS_PER_MS);
    const reply = handle(this.center, { id, actor: 'bench', body }, now);
    if (this.commandCount % BATCH === 0) this.take();
    return reply;
  }

  /** Takes away what has changed; keeps what the phone system was asked for. */
  take(): Recorded {
    const recorded = this.center.recorder.take();
    for (const effect of recorded.effects) this.asked.push(effect.phone);
    return recorded;
  }

  /** What the phone system was asked for since the last time. */
  takeAsked(): readonly PhoneEffect[] {
    this.take();
    const { asked } = this;
    this.asked = [];
    return asked;
  }
}

/** How many a second, and how many there were. */
export interface Rate {
  readonly count: number;
  readonly perSecond: number;
}

/**
 * Runs something that says how many it did, and gives the rate in processor time of this thread: what else runs on the machine
 * does not count. Collecting garbage on this thread does.
 */
export function rateOf(run: () => number): Rate {
  const begin = process.threadCpuUsage();
  const count = run();
  const { user, system } = process.threadCpuUsage(begin);
  return { count, perSecond: (count * 1_000_000) / Math.max(1, user + system) };
}
