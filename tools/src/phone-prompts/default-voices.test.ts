import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allClips } from '@ringback/core';
import { findVoicePrograms, recordingPath, wholeVoicePrograms } from '@ringback/driver-phone-asterisk/prompts';
import { afterAll, expect, test } from 'vitest';
import { makeDefaultVoices } from './default-voices.ts';

const programs = wholeVoicePrograms(findVoicePrograms());
const folder = mkdtempSync(join(tmpdir(), 'ringback-default-voices-'));
afterAll(() => rmSync(folder, { recursive: true }));

const demandsAll = process.env['CI'] === 'true' || process.env['RINGBACK_REQUIRE_ALL'] === '1';

test.skipIf(programs === null && !demandsAll)(
  '[C3] the default voices are made once, again where the text changed, and what nobody says goes away',
  { timeout: 120_000 },
  async () => {
    if (programs === null) throw new Error('There is no espeak-ng or no sox.');
    const clipCount = allClips('en').length;
    expect(await makeDefaultVoices(programs, folder, 'en')).toEqual({
      language: 'en',
      clipCount,
      madeCount: clipCount,
    });
    for (const { clip } of allClips('en'))
      expect(statSync(recordingPath(folder, 'en', clip)).size, clip).toBeGreaterThan(2_000);

    const manifestPath = join(folder, 'en/manifest.json');
    const manifest = readFileSync(manifestPath, 'utf8');
    writeFileSync(manifestPath, manifest.replace(/("number\.17": ")\w+/u, '$1of-an-old-text'));
    rmSync(recordingPath(folder, 'en', 'number.18'));
    writeFileSync(recordingPath(folder, 'en', 'gone.clip'), '');
    writeFileSync(recordingPath(folder, 'en', 'name.0123'), '');
    expect(await makeDefaultVoices(programs, folder, 'en')).toMatchObject({ madeCount: 2 });
    expect(readFileSync(manifestPath, 'utf8')).toBe(manifest);
    expect(() => statSync(recordingPath(folder, 'en', 'gone.clip'))).toThrow('ENOENT');
    expect(statSync(recordingPath(folder, 'en', 'name.0123')).size).toBe(0);
    expect(await makeDefaultVoices(programs, folder, 'en')).toMatchObject({ madeCount: 0 });
  },
);
