import type { Mutation } from '../mutation.ts';

const callControl = 'core/src/calls/call-control.ts';
const connecting = 'core/src/calls/connecting.ts';
const consult = 'core/src/calls/consult.ts';
const joining = 'core/src/calls/joining.ts';
const machines = 'core/src/calls/machine-detection.ts';
const phoneHandler = 'core/src/calls/phone-handler.ts';
const rejoin = 'core/src/calls/rejoin.ts';

/** What holds while people talk: consulting, recording, a softphone that comes back, machines, agents at any number. */
export const conversationGuards: readonly Mutation[] = [
  {
    name: 'consult-customer-not-left',
    guard: 'when the agent is gone before the one they ask is there, the customer is next in line',
    breaks: ['D11', 'I9'],
    edits: [
      {
        path: callControl,
        find: '  leaveAgent(turn, item);\n  forgetCall(turn, item);\n  backToLine(turn, item);\n}',
        replace: '  leaveAgent(turn, item);\n  forgetCall(turn, item);\n}',
      },
    ],
  },
  {
    name: 'consult-agent-freed',
    guard: 'an agent who was asked is free when the question is over',
    breaks: ['D11', 'I5'],
    edits: [
      { path: consult, find: "  setFree(turn, agent, asked.state === 'offered');\n", replace: '  void agent;\n' },
    ],
  },
  {
    name: 'consult-leg-ended',
    guard: 'the leg of an agent who was asked is hung up when the question is over',
    breaks: ['D11', 'I4'],
    edits: [{ path: consult, find: '  if (asked.legId !== null) endLeg(turn, asked.legId);\n', replace: '' }],
  },
  {
    name: 'consult-hand-over-joins',
    guard: 'the customer hears the agent they are handed over to',
    breaks: ['D11', 'I9'],
    edits: [
      {
        path: consult,
        find: '  setFree(turn, first, false);\n  join(turn, item);\n',
        replace: '  setFree(turn, first, false);\n',
      },
    ],
  },
  {
    name: 'consult-out-of-hearing',
    guard: 'the customer hears music while another agent is asked',
    breaks: ['D11', 'D13'],
    edits: [{ path: consult, find: '  if (!item.call.isOnHold) part(turn, item);\n', replace: '' }],
  },
  {
    name: 'recording-ends-with-call',
    guard: 'a recording ends with its conversation',
    breaks: ['D13'],
    edits: [
      {
        path: connecting,
        find: "  stopRecording(turn, item);\n  endConsult(turn, item, 'call_over');\n",
        replace: "  endConsult(turn, item, 'call_over');\n",
      },
    ],
  },
  {
    name: 'recording-pauses',
    guard: 'nothing is recorded while the customer hears music',
    breaks: ['D13'],
    edits: [
      {
        path: joining,
        find: "  stopRecording(turn, item);\n  turn.phone({ kind: 'unbridge', bridgeId });\n",
        replace: "  turn.phone({ kind: 'unbridge', bridgeId });\n",
      },
    ],
  },
  {
    name: 'recording-told',
    guard: 'nobody is recorded who was not told',
    breaks: ['D13'],
    edits: [{ path: joining, find: "recording === 'off' || leg.isRecordingTold", replace: 'true' }],
  },
  {
    name: 'recording-stopped-in-network',
    guard: 'the phone system is asked to end a recording that is over',
    breaks: ['D13'],
    edits: [
      {
        path: 'core/src/calls/recording.ts',
        find: "    turn.phone({ kind: 'stop_recording', recordingId: id });\n",
        replace: '',
      },
    ],
  },
  {
    name: 'rejoin-deadline',
    guard: 'a customer waits for the softphone of their agent for a short time only',
    breaks: ['D11', 'I9'],
    edits: [{ path: rejoin, find: '  turn.setDue(item, turn.now + REJOIN_WAIT_MS);\n', replace: '' }],
  },
  {
    name: 'rejoin-old-leg',
    guard: 'the leg that an agent had before their page was loaded again is hung up',
    breaks: ['D11', 'I4'],
    edits: [{ path: rejoin, find: '    endLeg(turn, oldLegId);\n', replace: '' }],
  },
  {
    name: 'rejoin-rings-once',
    guard: 'a page that asks twice for its conversation is rung once',
    breaks: ['D11'],
    edits: [
      {
        path: rejoin,
        find: '  if (oldLegId !== null && isAgentAway(turn, item)) return done(item.id);\n',
        replace: '',
      },
    ],
  },
  {
    name: 'rejoin-customer-not-left',
    guard: 'when the softphone does not come back, the customer is next in line',
    breaks: ['D11', 'I9'],
    edits: [
      {
        path: rejoin,
        find: '  forgetCall(turn, item);\n  backToLine(turn, item);\n',
        replace: '  forgetCall(turn, item);\n',
      },
    ],
  },
  {
    name: 'machine-is-no-customer',
    guard: 'a machine that was made out before anything was said gets no agent',
    breaks: ['D7'],
    edits: [
      {
        path: machines,
        find: '    if (callback !== null) machineAnswered(turn, callback, event.machine);\n',
        replace: '    void callback;\n',
      },
    ],
  },
  {
    name: 'machine-on-hold',
    guard: 'a beep while an agent is looked for ends the attempt',
    breaks: ['D7'],
    edits: [
      {
        path: phoneHandler,
        find: "  if (callback.state === 'confirming' || callback.state === 'holding') {\n",
        replace: "  if (callback.state === 'confirming') {\n",
      },
    ],
  },
  {
    name: 'message-to-machines-only',
    guard: 'a person, or nobody known to be a machine, gets no message for machines',
    breaks: ['D7'],
    edits: [
      {
        path: machines,
        find: '  if (callback !== null) goOnWithCustomer(turn, callback);\n',
        replace: "  if (callback !== null) machineAnswered(turn, callback, 'voicemail');\n",
      },
    ],
  },
  {
    name: 'agent-confirms',
    guard: "an agent's number counts as answered after key 1 only",
    breaks: ['W4'],
    edits: [
      {
        path: 'core/src/calls/agent-confirmation.ts',
        find: "endpoint.type !== 'number') return false;",
        replace: "endpoint.type !== 'number') return false;\n  if (leg.state !== 'answered') return false;",
      },
    ],
  },
];
