/**
 * The row of a callback from its column `packed`: the values in the order of migration 0002. What the row did not have is
 * null, or missing where null would be wrong.
 */
export function unpackCallback(values: readonly unknown[]): Readonly<Record<string, unknown>> {
  return {
    id: values[0],
    state: values[1],
    serviceId: values[2],
    queueId: values[3],
    arrivalAt: values[4],
    sequence: values[5],
    priority: values[6],
    language: values[7],
    createdAt: values[8],
    version: values[9],
    phoneNumber: values[10],
    medium: values[11],
    channel: values[12],
    delivery: values[13],
    isAgentReserved: values[14],
    requestedAt: values[15],
    attemptsMade: values[16] ?? undefined,
    promise: values[17],
    reviewAt: values[18],
    expiresAt: values[19],
    dueAt: values[20],
    scheduledFor: values[21],
    subjectId: values[22],
    externalId: values[23],
    timeZone: values[24],
  };
}
