import type { ServiceDocument } from '@ringback/contract';
import {
  attemptOutcomes,
  type AttemptOutcome,
  type OutcomeRule,
  type PlacePolicy,
  type ServicePolicy,
} from '@ringback/core';
import { configuredNumber } from './configured-number.ts';

/** A wrap-up without a limit still ends at some time, milliseconds: nobody may be stuck in it. */
const WRAP_UP_MAX_MS = 24 * 3_600_000;

/** A service as core works with it. Throws ConfigurationError. */
export function toServicePolicy(id: string, document: ServiceDocument): ServicePolicy {
  const { attempts, invitation } = document;
  return {
    id,
    name: document.name ?? id,
    queueId: document.queueId,
    medium: document.delivery === 'video' ? 'video' : 'phone',
    delivery: document.delivery,
    reserveAgent: document.reserveAgent,
    dialAhead: document.dialAhead,
    isPaused: document.paused,
    inboundNumbers: document.inboundNumbers.map((number, index) => configuredNumber(number, `inboundNumbers.${index}`)),
    callInGroupId: document.callInGroupId,
    callerId: document.callerId === null ? null : configuredNumber(document.callerId, 'callerId'),
    language: document.language,
    skills: document.skills,
    subjects: document.subjects,
    invitation: {
      isEnabled: invitation.enabled,
      waitThresholdMs: invitation.waitThresholdMs,
      whenNobodyAvailable: invitation.whenNobodyAvailable,
      queueLengthMin: invitation.queueLengthMin,
      repeatAfterMs: invitation.repeatAfterMs,
      atClosing: invitation.atClosing,
      isNumberConfirmed: invitation.confirmNumber,
    },
    attemptsMax: attempts.max,
    ringMs: attempts.ringMs,
    outcomeRules: toOutcomeRules(attempts),
    isConfirmRequired: document.confirm.required,
    confirmTimeoutMs: document.confirm.timeoutMs,
    holdCapMs: document.holdCapMs,
    place: toPlace(document.placePolicy),
    hoursId: document.hoursId,
    capacityId: document.capacityId,
    slotMinutes: document.slotMinutes,
    leadMs: document.leadMs,
    expireAfterMs: document.expireAfterMs,
    purgeAfterMs: document.purgeAfterMs,
    closingTime: document.closingTime,
    duplicates: document.duplicatePolicy,
    afterHours: document.afterHours,
    openMax: document.openMax,
    inviteWatermark: document.inviteWatermark,
    priority: document.priority,
    guaranteeMs: document.guaranteeMs,
    affinityWaitMs: document.affinity.waitMs,
    snoozeMs: document.snoozeMs,
    callingWindow: document.callingWindow,
    numberRulesId: document.numberRulesId,
    wrapUpMs: document.wrapUpMs ?? WRAP_UP_MAX_MS,
    dispositions: document.dispositions,
    offerTimeoutMs: document.offerTimeoutMs,
    offerTimeoutPresence: document.offerTimeoutPresence,
    declineReasons: document.declineReasons,
    dialCountdownMs: document.dialCountdownMs,
    redialWindowMs: document.redialWindowMs,
    recording: document.recording,
    machines: { isDetected: document.machineDetection.enabled, hasMessage: document.machineDetection.leaveMessage },
  };
}

function toOutcomeRules({ spacingMs, perOutcome }: ServiceDocument['attempts']): Record<AttemptOutcome, OutcomeRule> {
  const ruleOf = (outcome: AttemptOutcome): OutcomeRule => {
    if (outcome === 'answered_human') return { retryAfterMs: spacingMs, consumes: true, stops: false };
    const { retryAfterMs, consumes, stop } = perOutcome[outcome];
    return { retryAfterMs: retryAfterMs ?? spacingMs, consumes, stops: stop };
  };
  // Object.fromEntries forgets the keys; they are all of attemptOutcomes.
  return Object.fromEntries(attemptOutcomes.map((outcome) => [outcome, ruleOf(outcome)])) as Record<
    AttemptOutcome,
    OutcomeRule
  >;
}

function toPlace(policy: ServiceDocument['placePolicy']): PlacePolicy {
  return typeof policy === 'string' ? { kind: policy } : { kind: 'decay', decayMs: policy.decayMs };
}
