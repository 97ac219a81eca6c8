import type { MicrophoneTrouble } from '@ringback/widget/telephone';
import type { CallQuality } from './callQuality.ts';

/** Where the telephone in a page stands. */
export interface SoftphoneState {
  readonly status: 'off' | 'asking' | 'connecting' | 'elsewhere' | 'ready' | 'ringing' | 'talking' | 'failed';
  /** Since when it stands there, epoch milliseconds by the server's clock. */
  readonly sinceMs: number;
  /** Why it does not work, for the agent. */
  readonly problem: string | null;
  readonly quality: CallQuality | null;
  /** What the agent speaks into, while a call is up. */
  readonly microphone: MediaStream | null;
}

/** No telephone in this page. */
export const offState: SoftphoneState = { status: 'off', sinceMs: 0, problem: null, quality: null, microphone: null };

/** Why there is no microphone, and what the agent can do about it. */
export const microphoneWords: Readonly<Record<MicrophoneTrouble, string>> = {
  refused: 'The browser does not let this page use the microphone. Allow it in the browser’s settings for this page.',
  missing: 'This computer has no microphone. Plug one in.',
  busy: 'Another program uses the microphone. Close that program.',
  insecure: 'Browsers give a microphone only to pages from https://. Open the console with that address.',
};
