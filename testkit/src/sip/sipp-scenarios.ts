/** How a far end takes a call. */
export type FarEnd =
  /** Rings (or not), then refuses with a SIP status such as 486. */
  | { readonly kind: 'refuses'; readonly status: number; readonly rings: boolean; readonly afterMs: number }
  /** Rings, then answers, and hangs up by itself after `hangsUpAfterMs`, or never when that is null. */
  | {
      readonly kind: 'answers';
      readonly afterMs: number;
      readonly toneFile: string | null;
      readonly hangsUpAfterMs: number | null;
    }
  /** Rings until it is told to answer, and talks until it is told to hang up; somebody else speaks, at this port. */
  | { readonly kind: 'takes orders'; readonly speechPort: number }
  /** Rings until the caller gives up. */
  | { readonly kind: 'never answers' };

/** The scenario of a far end as SIPp reads it. */
export function scenarioText(farEnd: FarEnd): string {
  const steps = stepsOf(farEnd);
  return `<?xml version="1.0" encoding="ISO-8859-1" ?>\n<scenario name="${farEnd.kind}">\n${steps.join('\n')}\n</scenario>\n`;
}

function stepsOf(farEnd: FarEnd): string[] {
  switch (farEnd.kind) {
    case 'refuses':
      return [
        '<recv request="INVITE" rrs="true"/>',
        ...(farEnd.rings ? [reply('180 Ringing')] : []),
        `<pause milliseconds="${farEnd.afterMs}"/>`,
        reply(`${farEnd.status} Refused`, { retrans: true }),
        '<recv request="ACK"/>',
      ];
    case 'answers':
      return answers(farEnd);
    case 'takes orders':
      return takesOrders(farEnd.speechPort);
    case 'never answers':
      return [receiveInvite, reply('180 Ringing'), '<recv request="CANCEL"/>', ...cancelled(null), references];
  }
}

/** Keeps what later messages of our own need: the number of the INVITE, and who is at either end. */
const receiveInvite = `<recv request="INVITE" rrs="true">
  <action>
    <ereg regexp="[0-9]+" search_in="hdr" header="CSeq:" assign_to="cseq"/>
    <ereg regexp="&lt;sip:.*" search_in="hdr" header="From:" assign_to="caller"/>
    <ereg regexp="&lt;sip:[^&gt;]*&gt;" search_in="hdr" header="To:" assign_to="callee"/>
  </action>
</recv>`;

/** SIPp refuses variables that nothing reads. */
const references = '<Reference variables="cseq,caller,callee"/>';

/** While it rings the caller may give up, so ringing is waiting for a CANCEL; the same holds for talking and BYE. */
function answers({ afterMs, toneFile, hangsUpAfterMs }: Extract<FarEnd, { kind: 'answers' }>): string[] {
  const play = toneFile === null ? [] : [`<nop><action><exec rtp_stream="${toneFile},-1,0"/></action></nop>`];
  return [
    receiveInvite,
    reply('180 Ringing'),
    `<recv request="CANCEL" timeout="${Math.max(1, afterMs)}" ontimeout="pick-up"/>`,
    ...cancelled('done'),
    '<label id="pick-up"/>',
    reply('200 OK', { retrans: true, sdp: mediaLine(toneFile) }),
    '<recv request="ACK"/>',
    ...play,
    `<recv request="BYE" timeout="${hangsUpAfterMs ?? longestCallMs}" ontimeout="hang-up"/>`,
    reply('200 OK', { next: 'done' }),
    '<label id="hang-up"/>',
    bye,
    '<recv response="200"/>',
    '<label id="done"/>',
    references,
  ];
}

/** The method of an order. An order is a message of the call itself, so that SIPp finds the call by its Call-ID. */
export const ORDER = 'INFO';

function takesOrders(speechPort: number): string[] {
  return [
    receiveInvite,
    reply('180 Ringing'),
    `<recv request="${ORDER}" optional="true" next="pick-up"/>`,
    '<recv request="CANCEL"/>',
    ...cancelled('done'),
    '<label id="pick-up"/>',
    reply('200 OK', { retrans: true, sdp: String(speechPort) }),
    '<recv request="ACK"/>',
    '<label id="talk"/>',
    '<recv request="INVITE" optional="true" next="change"/>',
    `<recv request="${ORDER}" optional="true" next="hang-up"/>`,
    '<recv request="BYE"/>',
    reply('200 OK', { next: 'done' }),
    '<label id="change"/>',
    reply('200 OK', { retrans: true, sdp: String(speechPort) }),
    '<recv request="ACK" next="talk"/>',
    '<label id="hang-up"/>',
    bye,
    '<recv response="200"/>',
    '<label id="done"/>',
    references,
  ];
}

const longestCallMs = 3_600_000;

function mediaLine(toneFile: string | null): string {
  return toneFile === null ? '[media_port]' : '[rtpstream_audio_port]';
}

/** RFC 3261, section 9.2: 200 to the CANCEL, 487 to the INVITE it cancels; then on to the label `next`. */
function cancelled(next: string | null): string[] {
  return [
    reply('200 OK'),
    reply('487 Request Terminated', { retrans: true, cseq: '[$cseq] INVITE' }),
    `<recv request="ACK"${next === null ? '' : ` next="${next}"`}/>`,
  ];
}

const bye = `<send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: [$callee];tag=[pid]t[call_number]
To: [$caller]
[last_Call-ID:]
CSeq: 1 BYE
Max-Forwards: 70
Content-Length: 0

]]></send>`;

interface ReplyOptions {
  readonly retrans?: boolean;
  readonly sdp?: string;
  readonly cseq?: string;
  readonly next?: string;
}

function reply(status: string, { retrans = false, sdp, cseq, next }: ReplyOptions = {}): string {
  const body =
    sdp === undefined
      ? 'Content-Length: 0\n'
      : `Content-Type: application/sdp\nContent-Length: [len]\n\n${sessionDescription(sdp)}`;
  const attributes = `${retrans ? ' retrans="500"' : ''}${next === undefined ? '' : ` next="${next}"`}`;
  return `<send${attributes}><![CDATA[
SIP/2.0 ${status}
[last_Via:]
[last_From:]
[last_To:];tag=[pid]t[call_number]
[last_Call-ID:]
${cseq === undefined ? '[last_CSeq:]' : `CSeq: ${cseq}`}
[last_Record-Route:]
Contact: <sip:[local_ip]:[local_port]>
${body}
]]></send>`;
}

function sessionDescription(mediaPort: string): string {
  return `v=0
o=far-end 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio ${mediaPort} RTP/AVP 0 101
a=rtpmap:0 PCMU/8000
a=rtpmap:101 telephone-event/8000
a=fmtp:101 0-15
a=ptime:20
`;
}
