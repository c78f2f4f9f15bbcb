import { randomUUID, sign } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { memberOf } from '../src/demo/outgoing.ts'
import { demoOfficeId, loadDemo } from '../src/demo.ts'
import { systemClock } from '../src/platform/clock.ts'
import { openDatabase } from '../src/platform/database.ts'
import type { WriteDeps } from '../src/platform/deps.ts'
import { migrate, runtimeUrl } from '../src/platform/migrate.ts'
import { takeNumber } from '../src/platform/numbering.ts'
import { type Command, defineCommand } from '../src/platform/operations.ts'
import { createPdfRenderer } from '../src/platform/pdf.ts'
import { read } from '../src/platform/read.ts'
import { write } from '../src/platform/write.ts'
import { openDue } from '../src/receipts/commands/open-due.ts'
import { putDue } from '../src/receipts/commands/put-due.ts'
import { saveReceiptSettings } from '../src/receipts/commands/save-settings.ts'
import { takePayment } from '../src/receipts/commands/take-payment.ts'
import { collectingSettings } from '../src/receipts/factory.ts'
import { receiptPaper } from '../src/receipts/model/receipt-paper.ts'
import {
  type ReceiptContent,
  readReceiptXml,
  signaturePlan,
  writeReceiptXml,
} from '../src/receipts/model/receipt-xml.ts'
import { getDayBook } from '../src/receipts/queries/day-book.ts'
import { signByKey } from '../src/signing/model/xml/methods.ts'
import { fillXmlSignature, prepareXmlSignature } from '../src/signing/model/xml/prepare-xml.ts'
import { migrationsDirectory, templatesDirectory } from '../src/testing/places.ts'
import { issue, rsaKeys } from '../src/testing/signing/pki.ts'
import { openScratchDatabase, query } from './shared/postgres.ts'
import { median, readOptions, reportResult, rounded, say } from './shared/report.ts'
import { withScratch } from './shared/scratch.ts'

const content: ReceiptContent = {
  formCode: 'EBL01',
  symbol: '26TAA',
  number: 1,
  issuedOn: '2026-11-27',
  collector: { name: 'UBND xã Mẫu', taxCode: '0000000000', address: 'Thôn Mẫu, xã Mẫu' },
  payer: { name: 'Công Dân Mẫu', address: 'Thôn Mẫu', personalId: '038090000001' },
  lines: [{ name: 'Phí chứng thực bản sao', kind: 'fee', amountVnd: 20_000 }],
  totalVnd: 20_000,
  method: 'cash',
  dossierCode: 'H56.22.17-20261127-0000001',
  lookupCode: 'ABCDEFGH2345',
}

/** How often a second `work` is done, one after the other. */
async function perSecond(seconds: number, work: () => unknown): Promise<number> {
  const started = performance.now()
  let done = 0
  while (performance.now() - started < seconds * 1000) {
    await work()
    done += 1
  }
  return done / ((performance.now() - started) / 1000)
}

/** The same by several at once. */
async function atOnce(many: number, seconds: number, work: () => unknown): Promise<number> {
  const rates = await Promise.all(Array.from({ length: many }, () => perSecond(seconds, work)))
  return rates.reduce((sum, rate) => sum + rate, 0)
}

const nothing = z.strictObject({})

/** A due, its transfer, the books and the receipt in one transaction. */
const issueOne = defineCommand({
  name: 'bench.issueReceipt',
  title: 'Đo: lập biên lai',
  audience: 'staff',
  input: nothing,
  output: nothing,
  async run(tx, actor) {
    const facts = { dossierCode: content.dossierCode, procedureId: uuid(), payer: content.payer }
    const lines = content.lines.map((line) => ({
      ...line,
      how: '',
      basis: '226/2016/TT-BTC',
      budgetItem: '',
    }))
    const due = await putDue(tx, actor, { ...facts, dossierId: uuid(), lines })
    const opened = await openDue(tx, actor, { id: due?.id ?? '' })
    const taken = await takePayment(tx, actor, {
      due: opened,
      method: 'transfer',
      amount: 20_000,
      external: uuid(),
    })
    return { output: {}, audit: [taken.audit], news: taken.news }
  },
})

/** What any gapless number costs: one transaction that takes it and writes its audit row. */
const numberOne = defineCommand({
  name: 'bench.takeNumber',
  title: 'Đo: lấy một số',
  audience: 'staff',
  input: nothing,
  output: nothing,
  async run(tx, actor) {
    const number = await takeNumber(tx.db, actor.officeId, { name: 'bench', period: '2026' })
    return { output: {}, audit: [{ subjectType: 'bench', subjectId: String(number), facts: {} }] }
  },
})

const reconciled = 100_000

/** So many payments with receipts and books, spread over a year, written past the program. */
async function fillYear(ownerUrl: string): Promise<void> {
  const office = `'${demoOfficeId}'::uuid`
  const staff = `'${memberOf('ketoan').id}'::uuid`
  const day = `(date '2025-01-01' + (n % 360))`
  const id = (kind: string) => `md5('${kind}' || n)::uuid`
  const all = `from generate_series(1, ${reconciled}) n`
  await query(
    ownerUrl,
    `insert into dues (office_id, id, dossier_id, dossier_code, procedure_id, year, number, payer_name, payer_address, payer_personal_id,
        version, amount, created_at, created_by, counted_at, counted_by)
      select ${office}, ${id('d')}, ${id('h')}, 'H56-' || n, ${id('p')}, 2025, n, 'Công Dân Mẫu', '', '', 1, 20000, ${day}, ${staff}, ${day}, ${staff} ${all};
    insert into payments (office_id, id, due_id, kind, method, amount, applied, at, day, external, made_by, made_by_name)
      select ${office}, ${id('t')}, ${id('d')}, 'payment', 'transfer', 20000, 20000, ${day}, ${day}, 'bench' || n, ${staff}, 'Kế toán' ${all};
    insert into ledger_entries (office_id, id, at, day, debit, credit, amount, kind, name, due_id, payment_id, made_by)
      select ${office}, ${id('e')}, ${day}, ${day}, 'bank', 'income', 20000, 'fee', 'Phí', ${id('d')}, ${id('t')}, ${staff} ${all};
    insert into receipts (office_id, id, form_code, symbol, number, issued_on, issued_at, issued_by, issued_by_name, due_id, payment_id,
        content, total, lookup_code)
      select ${office}, ${id('r')}, 'EBL01', '25TAA', n, ${day}, ${day}, ${staff}, 'Kế toán', ${id('d')}, ${id('t')}, '{}', 20000, 'BENCH' || n ${all};
    analyze dues, payments, ledger_entries, receipts`,
  )
}

/**
 * Receipts a second: issued (due, payment, books, number, receipt) beside one transaction that only takes a number; signed as XML and
 * checked again, and rendered as PDF, beside the bare RSA signature. Then the seconds
 * in which a year of 100,000 payments, receipts and books is compared day by day, beside one scan of the payments (here less is better).
 */
await withScratch(async (scratch) => {
  const { rounds, seconds } = readOptions({ rounds: 3, seconds: 3 })
  const ownerUrl = await openScratchDatabase(scratch)
  await migrate(ownerUrl, migrationsDirectory)
  const database = openDatabase(runtimeUrl(ownerUrl), 8, () => {})
  scratch.atEnd(() => database.close())
  const deps: WriteDeps = { database, clock: systemClock }
  await loadDemo(deps, { password: 'mat-khau-cua-phep-do' })
  const actor = memberOf('ketoan')
  const run = (command: unknown, input: object = {}) =>
    write(deps, { actor, requestId: randomUUID() }, command as Command, input)
  await run(saveReceiptSettings, collectingSettings)

  const keys = rsaKeys()
  const office = issue({ name: 'UBND xã Mẫu', keys })
  const plan = signaturePlan({ certificate: office.certificate.x509, scheme: 'rsa' }, '2026-11-27T09:15:00')
  const signOne = () => {
    const prepared = prepareXmlSignature(writeReceiptXml(content), plan)
    const signed = fillXmlSignature(prepared, signByKey('rsa', prepared.toSign, keys.privateKey))
    const found = readReceiptXml(signed)
    if (found.state !== 'read' || found.signature !== 'valid') throw new Error('the signature does not hold')
  }
  const pdf = createPdfRenderer({ templatesDir: templatesDirectory, clock: systemClock })
  scratch.atEnd(() => pdf.close())
  const standing = { state: 'standing', replacedBy: null, signature: null } as const
  const paper = receiptPaper(content, standing, 'http://127.0.0.1/tra-cuu-bien-lai')
  const rates: Record<string, number[]> = {}
  const note = async (name: string, measured: Promise<number>) => {
    const rate = await measured
    rates[name] = [...(rates[name] ?? []), rate]
    return rounded(rate)
  }
  await atOnce(8, 0.5, () => run(issueOne))
  await pdf.render('fee-receipt', paper)
  for (let round = 1; round <= rounds; round += 1) {
    const issued = await note(
      'issue',
      atOnce(8, seconds, () => run(issueOne)),
    )
    const numbers = await note(
      'number',
      atOnce(8, seconds, () => run(numberOne)),
    )
    const signed = await note('sign', perSecond(seconds, signOne))
    const raw = await note(
      'raw',
      perSecond(seconds, () => sign('sha256', Buffer.alloc(1000), keys.privateKey)),
    )
    const rendered = await note(
      'render',
      perSecond(seconds, () => pdf.render('fee-receipt', paper)),
    )
    say(
      `round ${round}: ${issued} issued/s, bare numbers ${numbers}/s; ${signed} signed/s, bare RSA ${raw}/s; ${rendered} PDFs/s`,
    )
  }
  const of = (name: string) => median(rates[name] ?? [])
  reportResult({ name: 'receipts-issue', ours: of('issue'), limit: of('number') })
  reportResult({ name: 'receipts-sign', ours: of('sign'), limit: of('raw') })
  reportResult({ name: 'receipts-render', ours: of('render'), limit: of('raw') })

  await fillYear(ownerUrl)
  const timed = async (work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    return (performance.now() - started) / 1000
  }
  const compared: number[] = []
  const scanned: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    compared.push(await timed(() => read(deps, actor, getDayBook, { from: '2025-01-01', to: '2025-12-31' })))
    scanned.push(await timed(() => query(ownerUrl, 'select day, sum(amount) from payments group by day')))
  }
  say(`${reconciled} receipts compared in ${rounded(median(compared))} s`)
  reportResult({ name: 'receipts-reconcile-seconds', ours: median(compared), limit: median(scanned) })
})
