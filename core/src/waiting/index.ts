/** How long it will take: estimators, what they learn from, and the formulas they are checked against. */
export { erlangB, erlangC, erlangCMeasures } from './erlang.ts';
export type { DelayMeasures, DelaySystem } from './erlang.ts';
export { erlangA } from './erlang-a.ts';
export type { ImpatientMeasures, ImpatientSystem } from './erlang-a.ts';
export { chainMoments, chainQuantile } from './death-chain.ts';
export type { DeathChain, WaitMoments } from './death-chain.ts';
export {
  DEFAULT_RATE_SETTINGS,
  LAST_STARTS_KEPT,
  currentRates,
  newLearnedRates,
  observeLeft,
  observeService,
  observeServiceStart,
  withRateSettings,
} from './rate-learner.ts';
export type { CurrentRates, LearnedRates, LeftBy, RateSettings, ServiceStart } from './rate-learner.ts';
export { queueLengthMarkov } from './estimator.ts';
export type { WaitEstimate, WaitEstimator, WaitQuestion } from './estimator.ts';
