import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';
import { startProgram } from './child.ts';
import { freePorts, isFreeForUdp } from './free-ports.ts';
import { scenarioText, type FarEnd } from './sipp-scenarios.ts';
import { sine } from './tones.ts';
import type { PhonePrograms } from './test-programs.ts';
import { encodeUlaw } from './wav.ts';

/** A call that arrived at a far end, repeated packets counted once. */
export interface ArrivedCall {
  readonly callId: string;
  /** The number that was dialled. */
  readonly dialled: string;
  /** The caller id that was shown: the user part of From. */
  readonly callerId: string;
}

/** A far end of the telephone network, played by SIPp: every call that arrives is taken the same way. */
export interface SippFarEnd {
  readonly pid: number;
  readonly port: number;
  /** Where `number` is rung at this far end. */
  readonly uriOf: (number: string) => string;
  /** The calls that arrived so far, oldest first, read from SIPp's own log. */
  readonly calls: () => readonly ArrivedCall[];
  /** The INVITE of a call that arrived, as it is in SIPp's log. Throws when there is none. */
  readonly inviteOf: (callId: string) => string;
  /** How many final answers or requests with this first line were sent or received so far, such as `CANCEL` or `BYE`. */
  readonly seenCount: (firstLine: RegExp) => number;
  readonly output: () => string;
  /** Ends it and removes its files. */
  readonly stop: () => Promise<void>;
}

/** What a far end does; `toneHz` in place of a file of its own. */
export type SippBehaviour =
  | Exclude<FarEnd, { kind: 'answers' }>
  | {
      readonly kind: 'answers';
      readonly afterMs: number;
      readonly toneHz: number | null;
      readonly hangsUpAfterMs: number | null;
    };

const startLimitMs = 5000;
const toneFileSeconds = 10;

/** How a far end is run. */
export interface SippOptions {
  /** For many calls: no log of messages, so that `calls` and `seenCount` know of none, and no echo of what is heard. */
  readonly isLoad?: boolean;
}

/** Starts a far end on a port of its own; resolves when it listens. */
export async function startSipp(
  programs: PhonePrograms,
  behaviour: SippBehaviour,
  { isLoad = false }: SippOptions = {},
): Promise<SippFarEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'rb-sipp-'));
  const port = await freePorts(6);
  const log = join(folder, 'messages.log');
  writeFileSync(join(folder, 'scenario.xml'), scenarioText(farEndOf(behaviour, folder)));
  const local = ['-i', '127.0.0.1', '-p', String(port), '-mp', String(port + 2)];
  const watching = ['-trace_msg', '-message_file', log, '-message_overwrite', 'false', '-rtp_echo'];
  const args = ['-sf', join(folder, 'scenario.xml'), ...local, ...(isLoad ? [] : watching), '-nostdin'];
  const program = startProgram(programs.sipp, args, folder);
  const stop = async (): Promise<void> => {
    await program.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const listens = async (): Promise<boolean> => {
    if (program.hasEnded()) throw new Error(`SIPp ended: ${program.output().slice(-2000)}`);
    return !(await isFreeForUdp(port));
  };
  try {
    await until('SIPp listens', listens, startLimitMs);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    pid: program.pid,
    port,
    uriOf: (number) => `sip:${number}@127.0.0.1:${port}`,
    calls: () => arrivedCalls(readIfThere(log)),
    inviteOf: (callId) => inviteIn(readIfThere(log), callId),
    seenCount: (firstLine) => messagesIn(readIfThere(log)).filter(({ text }) => firstLine.test(text)).length,
    output: program.output,
    stop,
  };
}

function farEndOf(behaviour: SippBehaviour, folder: string): FarEnd {
  if (behaviour.kind !== 'answers') return behaviour;
  const { toneHz, ...rest } = behaviour;
  if (toneHz === null) return { ...rest, toneFile: null };
  writeFileSync(join(folder, 'tone.ul'), encodeUlaw(sine(toneHz, toneFileSeconds)));
  return { ...rest, toneFile: 'tone.ul' };
}

/** The calls in a message log of SIPp: each INVITE that was received, by its Call-ID. */
export function arrivedCalls(log: string): readonly ArrivedCall[] {
  const calls = new Map<string, ArrivedCall>();
  for (const { direction, text } of messagesIn(log)) {
    const dialled = /^INVITE sips?:([^@;>\s]*)@/u.exec(text)?.[1];
    if (direction !== 'received' || dialled === undefined) continue;
    const callId = callIdIn(text);
    const callerId = /^(?:From|f)\s*:.*?<sips?:([^@;>]*)/imu.exec(text)?.[1] ?? '';
    if (!calls.has(callId)) calls.set(callId, { callId, dialled, callerId });
  }
  return [...calls.values()];
}

function inviteIn(log: string, callId: string): string {
  const isInvite = ({ direction, text }: { direction: string; text: string }): boolean =>
    direction === 'received' && text.startsWith('INVITE ') && callIdIn(text) === callId;
  const found = messagesIn(log).find(isInvite);
  if (found === undefined) throw new Error(`no INVITE of call ${callId} arrived`);
  return found.text;
}

function callIdIn(text: string): string {
  return /^(?:Call-ID|i)\s*:\s*(\S+)/imu.exec(text)?.[1] ?? '';
}

/** The log is a row of: a line of dashes with the time, a line with direction and size, an empty line, the message. */
function messagesIn(log: string): { direction: 'sent' | 'received'; text: string }[] {
  return log.split(/^-{20,}.*\n/mu).flatMap((part) => {
    const head = /^UDP message (sent|received)[^\n]*\n\s*\n?/u.exec(part);
    if (head === null) return [];
    const direction = head[1] === 'sent' ? 'sent' : 'received';
    return [{ direction, text: part.slice(head[0].length).replaceAll('\r', '') }];
  });
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'latin1') : '';
}
