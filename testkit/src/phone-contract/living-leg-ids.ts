import type { Phone } from '@ringback/engine';

/** Ids of the legs that a phone system has now, in its order. */
export async function livingLegIds(phone: Pick<Phone, 'livingLegs'>): Promise<readonly string[]> {
  return (await phone.livingLegs()).map(({ legId }) => legId);
}
