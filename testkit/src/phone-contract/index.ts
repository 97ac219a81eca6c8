export { describePhoneContract } from './phone-contract.ts';
export type { FarEndNumbers, PhoneUnderTest } from './open-phone.ts';
