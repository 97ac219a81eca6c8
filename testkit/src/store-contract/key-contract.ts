import { expect, test } from 'vitest';
import { newTenant } from './batches.ts';
import type { Subject } from './store-contract.ts';

/** API keys: found by the hash of their secret, one owner each. */
export function keyContract(subject: Subject): void {
  test('[X6] a key is saved, found by its hash, listed, changed and removed', async () => {
    const { keyStore } = subject.open();
    const tenantId = newTenant();
    const hash = (name: string): string => `${tenantId}_${name}`;
    await keyStore.save(tenantId, {
      id: 'key_1',
      secretHash: hash('h1'),
      document: { tenantId, role: 'administrator' },
    });
    await keyStore.save(tenantId, { id: 'key_2', secretHash: hash('h2'), document: { tenantId, role: 'agent' } });
    expect(await keyStore.find(hash('h1'))).toEqual({ tenantId, role: 'administrator' });
    expect(await keyStore.find(hash('h3'))).toBeNull();
    expect(await keyStore.list(tenantId)).toHaveLength(2);
    expect(await keyStore.list(newTenant())).toEqual([]);
    await keyStore.save(tenantId, { id: 'key_1', secretHash: hash('h4'), document: { role: 'supervisor' } });
    expect(await keyStore.find(hash('h1'))).toBeNull();
    expect(await keyStore.find(hash('h4'))).toEqual({ role: 'supervisor' });
    expect(await keyStore.remove(tenantId, 'key_1')).toBe(true);
    expect(await keyStore.remove(tenantId, 'key_1')).toBe(false);
    expect(await keyStore.remove(newTenant(), 'key_2')).toBe(false);
    expect(await keyStore.list(tenantId)).toEqual([{ tenantId, role: 'agent' }]);
  });
}
