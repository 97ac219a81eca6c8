import { globSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';
import { openControl, type BaresipControl, type BaresipEvent } from './baresip-control.ts';
import { startProgram, type TestProgram } from './child.ts';
import { freePorts } from './free-ports.ts';
import type { PhonePrograms } from './test-programs.ts';
import { sine } from './tones.ts';
import { readWav, writeWav, type Wav } from './wav.ts';

/** How a phone is set up. */
export interface BaresipOptions {
  readonly programs: PhonePrograms;
  /** Its user name, at which it can be rung. */
  readonly user: string;
  /** The address of the phone system, `127.0.0.1:5060`. */
  readonly server: string;
  /** Signs in at the phone system with this password; does not when it is left out. */
  readonly password?: string;
  /** Picks up at once instead of waiting for `accept`. */
  readonly picksUp?: boolean;
  /** What it says: a tone of this many Hz (440 when left out), or a WAV file. */
  readonly says?: number | string;
}

/** A real SIP phone without a sound card, for tests. */
export interface BaresipPhone {
  readonly pid: number;
  readonly sipPort: number;
  /** Where it is rung directly: `sip:<user>@127.0.0.1:<port>`. */
  readonly uri: string;
  /** Every event so far. */
  readonly events: () => readonly BaresipEvent[];
  /** The next event of this type that nobody waited for yet; rejects after `limitMs` (5000). */
  readonly event: (type: string, limitMs?: number) => Promise<BaresipEvent>;
  readonly accept: () => Promise<void>;
  readonly hangUp: () => Promise<void>;
  readonly dial: (number: string) => Promise<void>;
  /** Sends one key, 0 to 9, `*` or `#`, as a telephone event (RFC 4733). */
  readonly sendDigit: (digit: string) => Promise<void>;
  /** What it heard in each call, oldest first; of a call under way, what is in the file so far. */
  readonly heard: () => readonly Wav[];
  /** The files of what it heard and of what it sent, oldest first. */
  readonly heardFiles: () => readonly string[];
  readonly sentFiles: () => readonly string[];
  /** What the program itself printed. */
  readonly output: () => string;
  /** Ends it and removes its files. */
  readonly stop: () => Promise<void>;
}

const startLimitMs = 5000;
const spokenSeconds = 120;

/** Starts a phone on ports of its own; resolves when it is ready, and signed in if it has a password. */
export async function startBaresip(options: BaresipOptions): Promise<BaresipPhone> {
  const folder = mkdtempSync(join(tmpdir(), 'rb-phone-'));
  // It takes the SIP port and, for TLS, the next.
  const sipPort = await freePorts(4);
  const controlPort = sipPort + 3;
  writeFiles(folder, options, sipPort, controlPort);
  const program = startProgram(options.programs.baresip, ['-f', folder], folder);
  const events: BaresipEvent[] = [];
  try {
    const control = await connectTo(program, controlPort, (event) => events.push(event));
    if (options.password !== undefined) await signedIn(program, events);
    return phoneOf(options, { folder, sipPort, program, control, events });
  } catch (error) {
    await program.stop();
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`the phone ${options.user} did not start; it said:\n${program.output()}`, { cause: error });
  }
}

interface Started {
  readonly folder: string;
  readonly sipPort: number;
  readonly program: TestProgram;
  readonly control: BaresipControl;
  readonly events: readonly BaresipEvent[];
}

function phoneOf(
  { user, server }: BaresipOptions,
  { folder, sipPort, program, control, events }: Started,
): BaresipPhone {
  const heardFiles = (): string[] => globSync(join(folder, 'recorded/*-dec.wav')).sort();
  return {
    pid: program.pid,
    sipPort,
    uri: `sip:${user}@127.0.0.1:${sipPort}`,
    events: () => events,
    event: nextEvent(events),
    accept: () => control.send('accept'),
    hangUp: () => control.send('hangup'),
    dial: (number) => control.send('dial', number.includes('@') ? number : `sip:${number}@${server}`),
    sendDigit: (digit) => control.send('sndcode', digit),
    // A file that has just been opened holds nothing yet.
    heard: () =>
      heardFiles()
        .filter((file) => statSync(file).size > 44)
        .map(readWav),
    heardFiles,
    sentFiles: () => globSync(join(folder, 'recorded/*-enc.wav')).sort(),
    output: program.output,
    stop: async () => {
      control.close();
      await program.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function nextEvent(events: readonly BaresipEvent[]): BaresipPhone['event'] {
  const taken = new Set<BaresipEvent>();
  return async (type, limitMs = startLimitMs) => {
    const find = (): BaresipEvent | undefined => events.find((event) => event.type === type && !taken.has(event));
    await until(
      `${type} at the phone, which told of ${events.map((event) => event.type).join(', ') || 'nothing'}`,
      () => Promise.resolve(find() !== undefined),
      limitMs,
    );
    const found = find();
    if (found === undefined) throw new Error(`somebody else took the ${type}`);
    taken.add(found);
    return found;
  };
}

async function connectTo(
  program: TestProgram,
  port: number,
  onEvent: (event: BaresipEvent) => void,
): Promise<BaresipControl> {
  let control: BaresipControl | null = null;
  const tryOnce = async (): Promise<boolean> => {
    if (program.hasEnded()) throw new Error('it ended');
    control = await openControl(port, onEvent).catch(() => null);
    return control !== null;
  };
  await until('the phone has its control socket', tryOnce, startLimitMs);
  if (control === null) throw new Error('the phone has no control socket');
  return control;
}

/** It may have signed in before anybody listened for events, so its own words count as well. */
async function signedIn(program: TestProgram, events: readonly BaresipEvent[]): Promise<void> {
  const isSignedIn = (): boolean =>
    events.some(({ type }) => type === 'REGISTER_OK') || /\b200 OK\b.*binding/u.test(program.output());
  await until('the phone is signed in', () => Promise.resolve(isSignedIn()), startLimitMs);
}

function writeFiles(folder: string, options: BaresipOptions, sipPort: number, controlPort: number): void {
  mkdirSync(join(folder, 'recorded'));
  const says = options.says ?? 440;
  const voice = typeof says === 'string' ? says : join(folder, 'voice.wav');
  if (typeof says === 'number') writeWav(voice, sine(says, spokenSeconds));
  if (/[;"\s]/u.test(options.password ?? '')) throw new Error('a test phone takes no ; " or blank in its password');
  const address = `<sip:${options.user}@${options.server}>`;
  const login =
    options.password === undefined
      ? ['regint=0']
      : [`auth_user=${options.user}`, `auth_pass=${options.password}`, 'regint=120'];
  const answer = `answermode=${options.picksUp === true ? 'auto' : 'manual'}`;
  writeFileSync(join(folder, 'accounts'), `${[address, ...login, answer, 'dtmfmode=rtpevent'].join(';')}\n`);
  writeFileSync(join(folder, 'contacts'), '');
  writeFileSync(
    join(folder, 'config'),
    configText(options.programs.baresipModules, folder, voice, sipPort, controlPort),
  );
}

function configText(modules: string, folder: string, voice: string, sipPort: number, controlPort: number): string {
  return `sip_listen 127.0.0.1:${sipPort}
call_local_timeout 120
call_max_calls 4
audio_source aufile,${voice}
audio_player aubridge,nil${sipPort}
audio_alert aubridge,alert${sipPort}
ausrc_srate 8000
auplay_srate 8000
audio_level no
rtp_ports 20000-29999
rtp_stats no
module_path ${modules}
module g711.so
module aufile.so
module aubridge.so
module sndfile.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:${controlPort}
snd_path ${join(folder, 'recorded')}
`;
}
