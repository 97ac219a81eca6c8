import type { Reply } from '@ringback/core';
import type { Random } from '../random.ts';
import type { CustomerSurroundings } from './customers.ts';
import { CallerPhone } from './phones.ts';

const minutes = (count: number): number => count * 60_000;

/** The service whose customers are told when it is their turn, and call in. */
export const TOLD_SERVICE_ID = 'svc_told';

/** A customer whose app says "we are ready": accepts, is slow, delays, calls off, and calls in with the code or without. */
export class ToldToCall {
  private readonly around: CustomerSurroundings;
  private readonly random: Random;
  private readonly phoneNumber: string;

  constructor(around: CustomerSurroundings, random: Random, phoneNumber: string) {
    this.around = around;
    this.random = random;
    this.phoneNumber = phoneNumber;
  }

  /** Looks at the app now and then. */
  wait(callbackId: string, looksLeft = 10): void {
    const { scheduler, desk } = this.around;
    scheduler.quietlyAfter(this.random.exponential(minutes(2)), () => {
      const wish = this.random.weighted({ accept: 80, delay: 8, cancel: 2, ask: 10 });
      if (wish === 'delay') desk.send({ kind: 'delay_callback', callbackId, forMs: minutes(4) }, 'customer');
      if (wish === 'cancel')
        desk.send({ kind: 'cancel_callback', callbackId, by: 'customer', reason: null }, 'customer');
      if (wish === 'accept') desk.send({ kind: 'accept_push', callbackId }, 'customer', (reply) => this.told(reply));
      if (wish === 'ask') this.askToCall(this.random.chance(0.5) ? callbackId : null);
      if (looksLeft > 0 && wish !== 'cancel') this.wait(callbackId, looksLeft - 1);
    });
  }

  private askToCall(callbackId: string | null): void {
    const wish = { serviceId: TOLD_SERVICE_ID, phoneNumber: this.phoneNumber, callbackId, context: {} };
    this.around.desk.send({ kind: 'request_call_in', wish }, 'customer', (reply) => this.told(reply));
  }

  private told(reply: Reply): void {
    const { scheduler, switchboard, profile } = this.around;
    const callIn = reply.ok ? reply.callIn : undefined;
    if (callIn === undefined || this.random.chance(0.2)) return;
    const from = this.random.chance(0.8) ? this.phoneNumber : '+4930999001';
    scheduler.quietlyAfter(this.random.exponential(minutes(1)), () => {
      switchboard.callIn(
        from,
        callIn.number,
        new CallerPhone(profile, this.random.fork('called in'), callIn.accessCode),
      );
    });
  }
}
