import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { WriteDeps } from '../platform/deps.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../platform/operations.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { grantAuthority, setOutgoingUnit } from '../records/commands/outgoing/outgoing-setup.ts'
import { demoInternalId } from '../records/model/outgoing/demo-outgoing.ts'
import { type DemoUsername, demoOfficeId, demoStaffId, demoUnitId } from '../staff/examples.ts'

/** Who heads the units of the demonstration office and who may sign there; what was prepared before stays. */
export async function prepareSigning(services: WriteDeps): Promise<void> {
  const prepare = defineCommand({
    name: 'demo.prepareSigning',
    title: 'Giao thẩm quyền ký mẫu',
    audience: [],
    input: z.strictObject({}),
    output: z.object({ prepared: z.boolean() }),
    async run(tx, actor) {
      const [first, ...others] = (await isPrepared(tx, actor)) ? [] : await setUp(tx, actor)
      const nothing = { subjectType: 'office', subjectId: actor.officeId, facts: {} }
      return { output: { prepared: first !== undefined }, audit: [first ?? nothing, ...others] }
    },
  })
  await write(services, { actor: systemActor(demoOfficeId), requestId: randomUUID() }, prepare, {})
}

async function isPrepared(tx: Tx, actor: Actor): Promise<boolean> {
  const found = await tx.db
    .selectFrom('outgoing_authorities')
    .select('id')
    .where('office_id', '=', actor.officeId)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

async function setUp(tx: Tx, actor: Actor): Promise<AuditEntry[]> {
  const heads: (DemoUsername | null)[] = [null, 'diachinh', 'xahoi', 'tiepnhan']
  const audit: AuditEntry[] = []
  for (const [index, symbol] of ['VP', 'KT', 'VHXH', 'TTPVHCC'].entries()) {
    const head = heads[index]
    const input = { unitId: demoUnitId(index), symbol, headId: head ? demoStaffId(head) : null }
    audit.push(...under(setOutgoingUnit.name, (await setOutgoingUnit.run(tx, actor, input)).audit))
  }
  const granted = { typeCodes: [], scope: '', endsOn: null, startsOn: '2025-07-01' }
  const authorities = [
    {
      ...granted,
      staffId: demoStaffId('chutich'),
      kind: 'head' as const,
      post: 'Chủ tịch',
      paper: '',
      grantedBy: null,
    },
    {
      ...granted,
      staffId: demoStaffId('phochutich'),
      kind: 'deputy' as const,
      post: 'Phó Chủ tịch',
      paper: 'Quyết định phân công công tác của Chủ tịch UBND xã',
      grantedBy: demoStaffId('chutich'),
    },
    {
      ...granted,
      staffId: demoStaffId('chuyenmon'),
      kind: 'order' as const,
      post: 'Công chức Văn phòng HĐND và UBND',
      typeCodes: ['giay-moi', 'giay-gioi-thieu'],
      scope: 'Giấy mời họp, giấy giới thiệu',
      paper: 'Quy chế làm việc của UBND xã',
      grantedBy: demoStaffId('chutich'),
    },
    {
      ...granted,
      staffId: demoStaffId('tiepnhan'),
      kind: 'order' as const,
      post: 'Phụ trách Trung tâm Phục vụ hành chính công',
      typeCodes: ['giay-moi'],
      scope: 'Giấy mời công dân đến làm việc',
      paper: 'Quy chế làm việc của UBND xã',
      grantedBy: demoStaffId('chutich'),
    },
  ]
  for (const [index, each] of authorities.entries()) {
    const input = { ...each, typeCodes: [...each.typeCodes], id: demoInternalId('authority', index) }
    audit.push(...under(grantAuthority.name, (await grantAuthority.run(tx, actor, input)).audit))
  }
  return audit
}

export const under = (action: string, entries: readonly AuditEntry[]) =>
  entries.map((entry) => ({ ...entry, action: entry.action ?? action }))
