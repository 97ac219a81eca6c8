export { describePhoneContract } from './phone-contract.ts';
export type { FarEndNumbers, PhoneFarEnds, PhoneUnderTest } from './open-phone.ts';
export { livingLegIds } from './living-leg-ids.ts';
