import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type DemoDossier, demoDossierId } from '../dossiers/examples.ts'
import type { WriteDeps } from '../platform/deps.ts'
import { type AuditEntry, type Command, defineCommand, type Tx } from '../platform/operations.ts'
import { systemActor } from '../platform/system-actor.ts'
import { write } from '../platform/write.ts'
import { demoSlowProcedureId } from '../procedures/examples.ts'
import { askReplacement } from '../receipts/commands/ask-change.ts'
import { noteMovement } from '../receipts/commands/note-movement.ts'
import { openDue } from '../receipts/commands/open-due.ts'
import { type DueLine, putDue } from '../receipts/commands/put-due.ts'
import { saveReceiptSettings } from '../receipts/commands/save-settings.ts'
import { settleLine } from '../receipts/commands/settle-line.ts'
import { closeShift, openShift } from '../receipts/commands/shifts.ts'
import { takePayment } from '../receipts/commands/take-payment.ts'
import {
  demoBankLineId,
  demoChangeId,
  demoClosedShiftId,
  demoDueId,
  demoForgottenShiftId,
  demoPaid,
  demoStrayBankLineId,
} from '../receipts/examples.ts'
import { paymentReference } from '../receipts/model/payment-reference.ts'
import { usualSettings } from '../receipts/model/settings.ts'
import { type DemoUsername, demoOfficeId } from '../staff/examples.ts'
import { demoOffice } from './office.ts'
import { memberOf } from './outgoing.ts'

const copy: DueLine = {
  name: 'Phí cấp bản sao trích lục hộ tịch',
  kind: 'fee',
  amountVnd: 8_000,
  how: '1 bản sao × 8.000 đ',
  basis: '281/2016/TT-BTC',
  budgetItem: '',
}
const contract: DueLine = {
  name: 'Phí chứng thực hợp đồng, giao dịch',
  kind: 'fee',
  amountVnd: 50_000,
  how: '1 giao dịch × 50.000 đ',
  basis: '226/2016/TT-BTC',
  budgetItem: '',
}

/** The demonstration office collects fees: settings, shifts in every state, a due that waits, receipts, and a change asked for. */
export async function loadDemoReceipts(services: WriteDeps): Promise<void> {
  const load = defineCommand({
    name: 'demo.loadReceipts',
    title: 'Tạo dữ liệu thu phí mẫu',
    audience: [],
    input: z.strictObject({}),
    output: z.object({ deeds: z.number() }),
    async run(tx) {
      const audit: AuditEntry[] = []
      const perform = async (username: DemoUsername, each: unknown, given: object) => {
        const command = each as Command
        const done = await command.run(tx, memberOf(username), command.input.parse(given))
        audit.push(...done.audit.map((entry) => ({ ...entry, action: entry.action ?? command.name })))
      }
      await perform('ketoan', saveReceiptSettings, settings)
      await charge(tx, { id: demoDueId, dossier: 'proposeExtension', lines: [copy] })
      await perform('tiepnhan2', openShift, { id: demoClosedShiftId, floatVnd: 150_000 })
      const at = { by: 'tiepnhan2', shiftId: demoClosedShiftId } as const
      await pay(tx, { ...demoPaid[0], ...at, dossier: 'digitise', lines: [copy] })
      await pay(tx, { ...demoPaid[1], ...at, dossier: 'sendToPartner', lines: [contract] })
      await perform('tiepnhan2', closeShift, {
        id: demoClosedShiftId,
        notes: { 200000: 1, 5000: 1, 1000: 3 },
      })
      await perform('tiepnhan2', openShift, { id: demoForgottenShiftId, floatVnd: 100_000 })
      await perform('tiepnhan2', askReplacement, change)
      audit.push(...(await loadMovements(tx)))
      const [first, ...others] = audit
      if (!first) throw new Error('the demonstration is loaded once')
      return { output: { deeds: audit.length }, audit: [first, ...others] }
    },
  })
  await write(services, { actor: systemActor(demoOfficeId), requestId: randomUUID() }, load, {})
}

/** Tax code and account are plainly made up. */
const settings = {
  ...usualSettings,
  collectingSince: '2025-07-01',
  collectorName: demoOffice.name,
  taxCode: '0000000000',
  address: demoOffice.address,
  bankBin: '970422',
  bankAccount: '0123456789',
  bankAccountName: 'UBND XA CAM LONG (MAU)',
  drawerLimit: 10_000_000,
}

const change = {
  id: demoChangeId,
  receiptId: demoPaid[1].receiptId,
  payer: { name: 'Công Dân Mẫu', address: 'Thôn Mẫu, xã Cẩm Long', personalId: '' },
  lineNames: ['Phí chứng thực hợp đồng, giao dịch'],
  reason: 'Ghi nhầm tên người nộp trên biên lai.',
}

/** What the bank told of: two that name no due, one that names two, and its own fee; judged as the job would. */
async function loadMovements(tx: Tx): Promise<AuditEntry[]> {
  const dues = await tx.db
    .selectFrom('dues')
    .select(['year', 'number'])
    .where('office_id', '=', demoOfficeId)
    .where('id', 'in', [demoDueId, demoPaid[0].dueId])
    .execute()
  const told = [
    { lineId: demoBankLineId, amountVnd: 8_000, description: 'CONG DAN MAU NOP PHI TRICH LUC' },
    { lineId: demoStrayBankLineId, amountVnd: 1_250, description: 'LAI TIEN GUI KHONG KY HAN' },
    { amountVnd: 16_000, description: `NOP PHI ${dues.map((due) => paymentReference(due)).join(' VA ')}` },
    { amountVnd: -11_000, description: 'PHI QUAN LY TAI KHOAN' },
  ]
  const actor = systemActor(demoOfficeId)
  const audit: AuditEntry[] = []
  for (const [index, { lineId, ...movement }] of told.entries()) {
    const id = `MAU-${index + 1}`
    const notice = { ...movement, id, account: settings.bankAccount, bookedAt: tx.now.toISOString() }
    const noted = await noteMovement.run(
      tx,
      actor,
      noteMovement.input.parse({ ...notice, reference: `FT-${id}`, ...(lineId ? { lineId } : {}) }),
    )
    audit.push(...noted.audit.map((entry) => ({ ...entry, action: noteMovement.name })))
    if (movement.amountVnd < 0) continue
    const settled = await settleLine.run(tx, actor, { id: noted.output.lineId })
    audit.push(...settled.audit.map((entry) => ({ ...entry, action: entry.action ?? settleLine.name })))
  }
  return audit
}

interface Charged {
  id: string
  dossier: DemoDossier
  lines: readonly DueLine[]
}

async function charge(tx: Tx, { id, dossier, lines }: Charged): Promise<void> {
  const dossierId = demoDossierId(dossier)
  const row = await tx.db
    .selectFrom('dossiers')
    .select(['code', 'applicant_name', 'address', 'personal_id'])
    .where('office_id', '=', demoOfficeId)
    .where('id', '=', dossierId)
    .executeTakeFirstOrThrow()
  await putDue(tx, memberOf('tiepnhan'), {
    id,
    dossierId,
    dossierCode: row.code ?? '',
    procedureId: demoSlowProcedureId,
    payer: { name: row.applicant_name, address: row.address, personalId: row.personal_id },
    lines,
  })
}

interface Paid extends Omit<Charged, 'id'> {
  dueId: string
  paymentId: string
  receiptId: string
  by: DemoUsername
  shiftId: string
}

async function pay(tx: Tx, { dueId, dossier, lines, by, shiftId, ...ids }: Paid): Promise<void> {
  await charge(tx, { id: dueId, dossier, lines })
  const actor = memberOf(by)
  const due = await openDue(tx, actor, { id: dueId })
  await takePayment(tx, actor, {
    due,
    method: 'cash',
    amount: due.amount,
    tendered: due.amount,
    shiftId,
    ids,
  })
}
