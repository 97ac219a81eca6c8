/** Where the driver writes what an operator should know: a static message and attributes, no numbers of people. */
export interface AsteriskPhoneLog {
  info(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  warn(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  error(message: string, attributes?: Readonly<Record<string, unknown>>): void;
}
