import { livingLegIds } from '@ringback/testkit';
import { describe, expect, test } from 'vitest';
import { openTestNetwork } from './test-network.ts';

const MINUTE_MS = 60_000;

describe('refused and unanswered calls', () => {
  test.for([
    ['01', 'busy', ['500 ended 486/17 by far_end']],
    ['02', 'never answers', ['100 ringing', '30000 ended 480/19 by network']],
    ['03', 'rejects', ['100 ringing', '1000 ended 603/21 by far_end']],
    ['07', 'does not exist', ['500 ended 404/1 by network']],
    ['08', 'congestion', ['500 ended 503/34 by network']],
  ] as const)('[F] [A2] %s %s', async ([digits, , story]) => {
    const { clock, dial, story: storyOf, phone } = await openTestNetwork();
    await dial('leg', `+120255501${digits}`);
    await clock.advance(MINUTE_MS);
    expect(storyOf('leg')).toEqual(story);
    expect(await livingLegIds(phone)).toEqual([]);
  });

  test('[F] [A2] 09 is busy the first time, then answers like 00', async () => {
    const { clock, dial, story } = await openTestNetwork();
    await dial('first', '+12025550109');
    await clock.advance(1_000);
    await dial('second', '+12025550109');
    await clock.advance(2_000);
    expect(story('first')).toEqual(['500 ended 486/17 by far_end']);
    expect(story('second')).toEqual(['1100 ringing', '2000 answered']);
  });
});

describe('machines', () => {
  test.for([
    ['04', ['100 ringing', '2000 answered', '3500 machine_heard voicemail', '22000 ended null/16 by far_end']],
    ['13', ['100 ringing', '1000 answered', '2000 machine_heard fax', '31000 ended null/16 by far_end']],
  ] as const)('[F] [A2] %s is heard as a machine and hangs up in the end', async ([digits, story]) => {
    const { clock, dial, story: storyOf } = await openTestNetwork();
    await dial('leg', `+120255501${digits}`);
    await clock.advance(MINUTE_MS);
    expect(storyOf('leg')).toEqual(story);
  });
});

describe('people who hear the announcement', () => {
  const answered = ['100 ringing', '1000 answered'];
  test.for([
    ['+12025550100', [...answered, '3000 digit 1', '3000 play_finished p']],
    ['+12025550105', [...answered, '5000 play_finished p']],
    ['+12025550106', [...answered, '3000 digit 1', '3000 play_finished p', '6000 ended null/16 by far_end']],
    ['+12025550111', [...answered, '3000 digit 9', '3000 play_finished p']],
    ['+12025550112', [...answered, '3000 digit 2', '3000 play_finished p']],
    ['+12025550142', [...answered, '3000 digit 1', '3000 play_finished p']],
    ['+12025550199', [...answered, '3000 digit 1', '3000 play_finished p']],
    ['+16505550123', [...answered, '3000 digit 1', '3000 play_finished p']],
  ] as const)('[F] [D1] [D8] %s presses its key a second after the prompt begins', async ([number, story]) => {
    const { clock, dial, play, story: storyOf } = await openTestNetwork();
    await dial('leg', number);
    await clock.advance(2_000);
    await play('leg', 'p');
    await clock.advance(MINUTE_MS);
    expect(storyOf('leg')).toEqual(story);
  });

  test('[F] [D1] nobody presses a key at a prompt that asks for none', async () => {
    const { clock, dial, play, story } = await openTestNetwork();
    await dial('leg', '+12025550100');
    await clock.advance(2_000);
    await play('leg', 'p', 'no_agent_apology');
    await clock.advance(MINUTE_MS);
    expect(story('leg')).toEqual([...answered, '5000 play_finished p']);
  });
});

describe('people who are connected', () => {
  test.for([
    ['00', ['100 ringing', '1000 answered', '32000 ended null/16 by far_end']],
    ['05', ['100 ringing', '1000 answered', '32000 ended null/16 by far_end']],
    ['06', ['100 ringing', '1000 answered', '32000 ended null/16 by far_end']],
    ['11', ['100 ringing', '1000 answered', '3000 digit 9', '32000 ended null/16 by far_end']],
    ['12', ['100 ringing', '1000 answered', '3000 digit 2', '32000 ended null/16 by far_end']],
  ] as const)(
    '[F] [D3] %s talks for 30 s, and presses what it presses without being asked',
    async ([digits, story]) => {
      const { clock, dial, dialAgent, bridge, story: storyOf } = await openTestNetwork();
      await dialAgent('agent', 'sim:ana');
      await dial('leg', `+120255501${digits}`);
      await clock.advance(2_000);
      await bridge('leg', 'agent');
      await clock.advance(MINUTE_MS);
      expect(storyOf('leg')).toEqual(story);
      expect(storyOf('agent')).toEqual(['5 ringing', '5 answered']);
    },
  );

  test('[F] [D12] we can hang up earlier than they do', async () => {
    const { clock, dial, dialAgent, bridge, execute, story } = await openTestNetwork();
    await dialAgent('agent', 'sim:ana');
    await dial('leg', '+12025550100');
    await clock.advance(2_000);
    await bridge('leg', 'agent');
    await clock.advance(1_000);
    await execute({ kind: 'hang_up', legId: 'leg' });
    await clock.advance(MINUTE_MS);
    expect(story('leg')).toEqual(['100 ringing', '1000 answered', '3000 ended null/16 by us']);
  });
});

describe("agents' phones", () => {
  test.for([
    ['sim:ana', 'simulated', ['5 ringing', '5 answered']],
    ['sip:ana@desk', 'softphone', ['5 ringing', '5 answered']],
    ['+16505550123', 'number', ['5 ringing', '5 answered']],
    ['+12025550101', 'number', ['500 ended 486/17 by far_end']],
  ] as const)(
    '[F] [D2] %s (%s) answers at once and stays, except for magic numbers',
    async ([address, endpointType, story]) => {
      const { clock, dialAgent, story: storyOf } = await openTestNetwork();
      await dialAgent('agent', address, endpointType);
      await clock.advance(10 * MINUTE_MS);
      expect(storyOf('agent')).toEqual(story);
    },
  );
});
