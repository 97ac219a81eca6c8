/** What the sign-in page offers. */
export interface SignInOptions {
  readonly agents: readonly { readonly id: string; readonly name: string }[];
  readonly demo: boolean;
}
