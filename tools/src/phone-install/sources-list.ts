/**
 * The archive that apt's own settings name first, from the texts of its source files: deb822 stanzas (`URIs:`) and
 * one-line entries (`deb URI suite component`). Security archives and discs are passed over. Null when none is named.
 */
export function archiveOf(texts: readonly string[]): string | null {
  return texts.flatMap((text) => [...fromStanzas(text), ...fromLines(text)]).find(isUsable) ?? null;
}

function* fromStanzas(text: string): Generator<string> {
  for (const stanza of text.split(/\n\s*\n/u)) {
    const isOff = /^Enabled:\s*(?:no|false|0)\b/imu.test(stanza);
    const isBinary = /^Types:.*\bdeb\b(?!-)/imu.test(stanza);
    const uris = /^URIs:[ \t]*(\S.*)$/imu.exec(stanza)?.[1] ?? '';
    if (!isOff && isBinary) yield* uris.trim().split(/\s+/u);
  }
}

function* fromLines(text: string): Generator<string> {
  for (const line of text.split('\n')) {
    const uri = /^\s*deb\s+(?:\[[^\]]*\]\s*)?(\S+)\s+\S+/u.exec(line)?.[1];
    if (uri !== undefined) yield uri;
  }
}

function isUsable(uri: string): boolean {
  return /^[\w+]+:\//u.test(uri) && !uri.startsWith('cdrom:') && !/security/u.test(uri);
}
