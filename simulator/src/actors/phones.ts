import type { Prompt } from '@ringback/core';
import type { Profile } from '../profiles.ts';
import type { Random } from '../random.ts';
import type { FarEnd, Line } from '../switchboard.ts';
import { menuAnswer } from './menu-answers.ts';

const seconds = (count: number): number => count * 1_000;

/** Numbers of customers who press 9 as soon as they are asked: never again. */
export const TIRED_PREFIX = '+49309';

/** Numbers the network never gets through to. */
const CONGESTED_ENDING = '77';

/** What the carrier does with a call to a customer. */
const carrierWeights = {
  person: 70,
  busy: 7,
  noAnswer: 9,
  congestion: 3,
  invalid: 0.6,
  rejected: 2,
  unreachable: 1.5,
  voicemail: 5,
  fax: 0.8,
} as const;

const causes: Partial<Record<keyof typeof carrierWeights, number>> = {
  busy: 17,
  congestion: 34,
  invalid: 1,
  rejected: 21,
  unreachable: 27,
};

abstract class Phone implements FarEnd {
  protected line: Line | null = null;
  protected isBridged = false;
  /** How long this one listens to silence. */
  protected readonly silenceMs: readonly [number, number] = [seconds(1), seconds(15)];
  protected readonly profile: Profile;
  protected readonly random: Random;

  constructor(profile: Profile, random: Random) {
    this.profile = profile;
    this.random = random;
  }

  begin(line: Line): void {
    this.line = line;
    this.rung(line);
  }

  abstract rung(line: Line): void;
  onAnswered(): void {}
  onListened(): void {}
  onPrompt(_name: Prompt['name']): void {}

  onBridged(isBridged: boolean): void {
    const wasBridged = this.isBridged;
    this.isBridged = isBridged;
    if (isBridged && !wasBridged) this.connected();
    // The other one is gone, or on hold: nobody listens to silence for long.
    const [fromMs, toMs] = this.silenceMs;
    if (!isBridged && wasBridged) this.hangUpAfter(this.random.int(fromMs, toMs), () => !this.isBridged);
  }

  onEnded(): void {
    this.line = null;
  }

  protected connected(): void {}

  protected hangUpAfter(delayMs: number, isStill: () => boolean = () => true): void {
    const { line } = this;
    line?.after(delayMs, () => {
      if (isStill()) line.end(16);
    });
  }
}

/** A customer's phone that we ring: whatever carriers and people do. */
export class CustomerPhone extends Phone {
  private readonly isTired: boolean;
  private readonly isCongested: boolean;
  /** What has the line, where nobody does. */
  private machine: 'voicemail' | 'fax' | null = null;

  constructor(profile: Profile, random: Random, phoneNumber: string) {
    super(profile, random);
    this.isTired = phoneNumber.startsWith(TIRED_PREFIX);
    this.isCongested = !this.isTired && phoneNumber.endsWith(CONGESTED_ENDING);
  }

  rung(line: Line): void {
    const fate = this.fate();
    const cause = causes[fate];
    if (cause !== undefined) return line.after(this.random.int(300, 4_000), () => line.end(cause));
    line.after(this.random.int(200, 2_000), () => line.alert());
    if (fate === 'noAnswer') return;
    const answerMs = this.isTired ? seconds(1) : this.random.int(seconds(2), seconds(20));
    line.after(answerMs, () => line.answer());
    if (fate === 'voicemail' || fate === 'fax') return this.machineAnswers(line, fate, answerMs);
    if (this.random.chance(0.02 * this.profile.mischief)) this.hangUpAfter(this.random.int(0, seconds(40)));
  }

  private fate(): keyof typeof carrierWeights {
    if (this.isCongested) return 'congestion';
    return this.isTired ? 'person' : this.random.weighted(carrierWeights);
  }

  override onAnswered(): void {
    if (this.machine !== null) return;
    // Who answers waits a while for somebody to speak, and then no longer.
    this.hangUpAfter(seconds(20) + this.random.exponential(seconds(60)), () => !this.isBridged);
    if (this.random.chance(0.01 * this.profile.mischief)) this.pressAfter('29');
  }

  /** The verdict comes after a moment; at times late, at times never. */
  override onListened(): void {
    const { line, machine } = this;
    const isLate = this.random.chance(0.05 * this.profile.mischief);
    if (line === null || this.random.chance(0.02 * this.profile.mischief)) return;
    line.after(isLate ? this.random.int(seconds(7), seconds(25)) : this.random.int(800, 3_500), () => {
      if (machine === null) line.soundHuman();
      else line.soundMachine(machine);
    });
  }

  override onPrompt(name: Prompt['name']): void {
    if (this.machine !== null) return;
    if (name === 'time_choices') return this.pressAfter(this.random.weighted({ '1': 50, '3': 20, '#': 20, '7': 10 }));
    if (name !== 'callback_announcement') return;
    if (this.isTired) return this.pressAfter('9', seconds(1));
    const odd = 0.02 * this.profile.mischief;
    const wish = this.random.weighted({ hangUp: odd, '2': odd, '3': odd, '9': odd / 2, '5': odd, '1': 1 - 4.5 * odd });
    if (wish === 'hangUp') this.hangUpAfter(this.random.int(500, seconds(6)));
    else this.pressAfter(wish);
  }

  protected override connected(): void {
    if (this.machine !== null) return;
    if (this.random.chance(0.01 * this.profile.mischief)) this.pressAfter('29');
    if (this.random.chance(0.5)) this.hangUpAfter(this.random.exponential(this.profile.talkMs), () => this.isBridged);
  }

  /** Presses one of these keys after a moment. */
  private pressAfter(digits: string, latestMs = seconds(6)): void {
    const { line } = this;
    const digit = digits[this.random.int(0, digits.length - 1)] ?? '1';
    line?.after(this.random.int(500, latestMs), () => line.press(digit));
  }

  /** Some greetings are long: the beep comes when somebody may be talking to it already. */
  private machineAnswers(line: Line, machine: 'voicemail' | 'fax', answerMs: number): void {
    this.machine = machine;
    const beepMs = answerMs + (this.random.chance(0.7) ? seconds(2) : this.random.int(seconds(3), seconds(20)));
    line.after(beepMs, () => line.soundMachine(machine));
    line.after(beepMs + seconds(23), () => line.end(16));
  }
}

/** An agent's own phone: on the desk, a page in a browser that may be loaded again, or a telephone anywhere, with its voicemail. */
export class AgentPhone extends Phone {
  protected override readonly silenceMs: readonly [number, number] = [seconds(60), seconds(180)];
  private readonly endpointType: string;
  private isVoicemail = false;

  constructor(profile: Profile, random: Random, endpointType: string) {
    super(profile, random);
    this.endpointType = endpointType;
  }

  rung(line: Line): void {
    const odd = 0.01 * this.profile.mischief;
    if (this.random.chance(odd)) return line.after(500, () => line.end(17));
    line.after(this.random.int(50, 250), () => line.alert());
    if (this.random.chance(odd)) return;
    const isSlow = this.random.chance(5 * odd);
    const answerMs = this.random.int(300, seconds(isSlow ? 15 : 3));
    line.after(answerMs, () => line.answer());
    this.isVoicemail = this.endpointType === 'number' && this.random.chance(3 * odd);
    if (this.isVoicemail) line.after(answerMs + seconds(4), () => line.soundMachine('voicemail'));
    else if (this.random.chance(odd)) this.hangUpAfter(this.random.int(0, seconds(120)));
  }

  /** Key 1 takes the call; some press another one first, some never do. */
  override onPrompt(name: Prompt['name']): void {
    const { line } = this;
    if (name !== 'agent_confirmation' || this.isVoicemail) return;
    const odd = 0.03 * this.profile.mischief;
    const key = this.random.weighted({ '1': 1 - 3 * odd, '5': odd, '': odd, hangUp: odd });
    if (key === 'hangUp') this.hangUpAfter(this.random.int(500, seconds(6)));
    else if (key !== '') line?.after(this.random.int(500, seconds(6)), () => line.press(key));
  }

  /** The page is loaded again, or falls over: its leg is gone from one moment to the next. */
  protected override connected(): void {
    if (this.endpointType === 'softphone' && this.random.chance(0.03 * this.profile.mischief))
      this.hangUpAfter(this.random.exponential(this.profile.talkMs / 2));
  }
}

/** Somebody who calls in and waits in the queue. */
export class CallerPhone extends Phone {
  private readonly accessCode: string | null;

  constructor(profile: Profile, random: Random, accessCode: string | null = null) {
    super(profile, random);
    this.accessCode = accessCode;
  }

  rung(): void {
    this.hangUpAfter(seconds(30) + this.random.exponential(seconds(420)), () => !this.isBridged);
  }

  override onPrompt(name: Prompt['name']): void {
    const { line } = this;
    const keys = menuAnswer(name, this.random, this.accessCode);
    if (keys !== null) return this.type(keys);
    if (name !== 'queue_invitation' || line === null || !this.random.chance(0.4)) return;
    const digit = this.random.chance(0.9) ? '1' : '7';
    line.after(this.random.int(seconds(2), seconds(8)), () => line.press(digit));
    if (this.random.chance(0.05 * this.profile.mischief)) this.hangUpAfter(this.random.int(seconds(2), seconds(9)));
  }

  private type(keys: string): void {
    const { line } = this;
    let delayMs = this.random.int(seconds(1), seconds(5));
    for (const key of keys) {
      line?.after(delayMs, () => line.press(key));
      delayMs += this.random.int(200, 900);
    }
  }

  protected override connected(): void {
    if (this.random.chance(0.6)) this.hangUpAfter(this.random.exponential(this.profile.talkMs), () => this.isBridged);
  }
}
