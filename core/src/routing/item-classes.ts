import { recountStaff } from '../agents/presence.ts';
import type { Center } from '../contact-center/center.ts';
import type { QueuePolicy, Subject } from '../contact-center/configuration.ts';
import { classKeyOf } from '../queue/line.ts';
import type { AgentPool } from './agent-pool.ts';
import { initialSkills } from './eligibility.ts';

/** Everything items of one service and subject have in common for routing. */
export interface ItemClass {
  readonly key: string;
  readonly serviceId: string;
  readonly queue: QueuePolicy;
  readonly subject: Subject | null;
  /** Who may serve it. */
  readonly pool: AgentPool;
}

/** Makes all classes anew from the configuration. Called when it changes. */
export function rebuildClasses(center: Center): void {
  center.classes.clear();
  center.pools.reset(center);
  for (const service of center.services.values()) {
    const queue = center.queues.get(service.queueId);
    if (queue === undefined) continue;
    for (const subject of [null, ...service.subjects]) {
      addClass(center, { serviceId: service.id, queueId: queue.id, subjectId: subject?.id ?? null }, subject);
    }
  }
}

/** What names a class. */
type ClassName = { readonly serviceId: string; readonly subjectId: string | null; readonly queueId: string };

/** The class of an item; one transferred to another queue, or of a subject since removed, gets a class made for it. */
export function classOf(center: Center, item: ClassName): ItemClass {
  const found = center.classes.get(classKeyOf(item));
  if (found !== undefined) return found;
  const isAtHome = center.service(item.serviceId).queueId === item.queueId;
  const subject = isAtHome
    ? center.service(item.serviceId).subjects.find((one) => one.id === item.subjectId)
    : undefined;
  const { itemClass, isNewPool } = addClass(center, item, subject ?? null);
  // Agents may serve a queue through this class alone, and are counted by the pools there are.
  if (isNewPool) recountStaff(center);
  return itemClass;
}

/** How many agents are ready now who may ever serve items of this name. */
export function readyCountOf(center: Center, item: ClassName): number {
  const { pool } = classOf(center, item);
  center.pools.follow(center);
  return pool.readyCount;
}

function addClass(
  center: Center,
  name: ClassName,
  subject: Subject | null,
): { itemClass: ItemClass; isNewPool: boolean } {
  const queue = center.queue(name.queueId);
  const service = center.service(name.serviceId);
  const asked = service.queueId === queue.id ? (service.skills ?? queue.skills) : queue.skills;
  const { pool, isNew } = center.pools.poolFor(center, queue, initialSkills(asked, subject));
  const key = classKeyOf(name);
  const itemClass: ItemClass = { key, serviceId: name.serviceId, queue, subject, pool };
  center.classes.set(key, itemClass);
  pool.classes.push(itemClass);
  return { itemClass, isNewPool: isNew };
}
