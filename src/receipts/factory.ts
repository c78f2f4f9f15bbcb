import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { type Actor, defineCommand } from '../platform/operations.ts'
import type { TestApp } from '../testing/app.ts'
import { openDue } from './commands/open-due.ts'
import { putDue } from './commands/put-due.ts'
import { saveReceiptSettings } from './commands/save-settings.ts'
import { takePayment } from './commands/take-payment.ts'
import type { PricedLine } from './model/books.ts'
import { type ReceiptSettings, usualSettings } from './model/settings.ts'

/** Settings of a made-up office that collects since its beginning. */
export const collectingSettings = {
  ...usualSettings,
  collectingSince: '2025-07-01',
  collectorName: 'UBND xã Mẫu',
  taxCode: '0000000000',
  address: 'Thôn Mẫu, xã Mẫu',
  bankBin: '970422',
  bankAccount: '0123456789',
}

/** The office of the test collects fees from now on. */
export async function beginCollecting(test: TestApp, more: Partial<ReceiptSettings> = {}): Promise<void> {
  await test.write(await test.as('ketoan'), saveReceiptSettings, { ...collectingSettings, ...more })
}

const charge = defineCommand({
  name: 'test.charge',
  title: 'Ghi khoản phải thu thử',
  audience: 'staff',
  input: z.strictObject({
    dossierId: z.uuid(),
    lines: z.array(z.custom<PricedLine>()),
    exemption: z.string(),
  }),
  output: z.object({ id: z.uuid().nullable() }),
  async run(tx, actor, { dossierId, lines, exemption }) {
    const due = await putDue(tx, actor, {
      dossierId,
      dossierCode: `H56.22.17-${dossierId.slice(-7)}`,
      procedureId: uuid(),
      payer: { name: 'Công Dân Mẫu', address: 'Thôn Mẫu', personalId: '' },
      lines: lines.map((line) => ({ ...line, how: '', basis: '226/2016/TT-BTC' })),
      exemption,
    })
    return {
      output: { id: due?.id ?? null },
      audit: [{ subjectType: 'due', subjectId: dossierId, facts: {} }],
    }
  },
})

/** A due of these amounts (đồng, each a line of its own), as some dossier would bring it; again for the same dossier counts it anew. */
export async function chargeDue(
  test: TestApp,
  actor: Actor,
  {
    amounts,
    dossierId = uuid(),
    exemption = '',
  }: { amounts: readonly number[]; dossierId?: string; exemption?: string },
): Promise<{ id: string; dossierId: string }> {
  const lines = amounts.map((amountVnd, index) => ({
    name: index % 2 === 0 ? 'Phí chứng thực bản sao' : 'Lệ phí hộ tịch',
    kind: index % 2 === 0 ? ('fee' as const) : ('charge' as const),
    amountVnd,
    budgetItem: index % 2 === 0 ? '' : '2771',
  }))
  const { id } = await test.write(actor, charge, { dossierId, lines, exemption })
  return { id: id ?? '', dossierId }
}

const transfer = defineCommand({
  name: 'test.transfer',
  title: 'Nhận chuyển khoản thử',
  audience: 'staff',
  input: z.strictObject({ id: z.uuid(), amount: z.int(), external: z.string(), cut: z.boolean() }),
  output: z.object({ over: z.int() }),
  async run(tx, actor, { id, amount, external, cut }) {
    const due = await openDue(tx, actor, { id })
    const taken = await takePayment(tx, actor, { due, method: 'transfer', amount, external })
    if (cut) throw new Error('power')
    return { output: { over: taken.over }, audit: [taken.audit], news: taken.news }
  },
})

/** A transfer that came for a due, under its name at the bank; `cut`: the power goes after it was written. */
export function receiveTransfer(
  test: TestApp,
  actor: Actor,
  given: { id: string; amount: number; external: string; cut?: boolean },
): Promise<{ over: number }> {
  return test.write(actor, transfer, { cut: false, ...given })
}
