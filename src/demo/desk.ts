import { addDays, localDate } from '../calendar/model/local-time.ts'
import { saveSignInSettings } from '../citizens/commands/save-settings.ts'
import { standInSettings } from '../citizens/examples.ts'
import { openOffice } from '../office-opening.ts'
import { type Actor, type AuditEntry, defineCommand, type Tx } from '../platform/operations.ts'
import { planAbsence } from '../staff/commands/absences.ts'
import { changeDuty } from '../staff/commands/change-duty.ts'
import { addDesk } from '../staff/commands/desks.ts'
import { type DemoUsername, demoAbsenceId, demoDeskId, demoDutyId, demoStaffId } from '../staff/examples.ts'
import { demoMembers } from './office.ts'

/** One desk for each of the two who receive; the second serves every field that the first does not. */
const desks = [
  {
    name: 'Quầy 1: Tư pháp, xã hội',
    place: 'Khu A, bàn 1',
    fieldCodes: [
      ...['ho-tich', 'chung-thuc', 'nuoi-con-nuoi', 'hoa-giai-o-co-so', 'boi-thuong-nha-nuoc'],
      ...['bao-tro-xa-hoi', 'giam-ngheo', 'tre-em', 'nguoi-co-cong', 'viec-lam'],
    ],
  },
  { name: 'Quầy 2: Đất đai, kinh tế và lĩnh vực khác', place: 'Khu B, bàn 1', fieldCodes: null },
] as const

/** Where those who receive sit, and who stands in for whom. */
const seats: Partial<Record<DemoUsername, { desk?: number; substitute: DemoUsername }>> = {
  tiepnhan: { desk: 0, substitute: 'tiepnhan2' },
  tiepnhan2: { desk: 1, substitute: 'tiepnhan' },
  chuyenmon: { substitute: 'tuphap' },
  tuphap: { substitute: 'chuyenmon' },
  xahoi: { substitute: 'chuyenmon' },
  diachinh: { substitute: 'chuyenmon' },
  vanthu: { substitute: 'chuyenmon' },
  chutich: { substitute: 'phochutich' },
  phochutich: { substitute: 'chutich' },
}

/** The demonstration office whole, in one transaction: office, catalogue, desks, roster and one leave to come. */
export const openDemo = defineCommand({
  name: 'demo.open',
  title: 'Mở đơn vị mẫu kèm quầy và phân công',
  audience: [],
  input: openOffice.input,
  output: openOffice.output,
  async run(tx, actor, input) {
    const opened = await openOffice.run(tx, actor, input)
    const fields = new Set(input.catalogue.records.map((record) => record.fieldCode))
    const audit = [
      ...(await placeDesks(tx, actor, fields)),
      ...(await seatPeople(tx, actor)),
      ...(await planLeave(tx, actor)),
      ...(await describeProvider(tx, actor)),
    ]
    const [first, ...others] = opened.audit
    return { output: opened.output, audit: [first, ...others, ...audit] }
  },
})

const under = (action: string, entries: readonly AuditEntry[]) =>
  entries.map((entry) => ({ action, ...entry }))

/** How citizens would sign in with the stand-in for an identity provider; off until `DEMO_IDENTITY_PROVIDER` names one. */
async function describeProvider(tx: Tx, actor: Actor): Promise<AuditEntry[]> {
  const { audit } = await saveSignInSettings.run(tx, actor, { ...standInSettings, revision: 0 })
  return under(saveSignInSettings.name, audit)
}

async function placeDesks(tx: Tx, actor: Actor, fields: ReadonlySet<string>): Promise<AuditEntry[]> {
  const placed = desks.flatMap((desk) => desk.fieldCodes ?? [])
  const audit: AuditEntry[] = []
  for (const [index, { fieldCodes, ...desk }] of desks.entries()) {
    const rest = [...fields].filter((code) => !placed.some((each) => each === code))
    const served = (fieldCodes ?? rest).filter((code) => fields.has(code))
    const input = { ...desk, id: demoDeskId(index), code: String(index + 1), fieldCodes: [...served] }
    audit.push(...under(addDesk.name, (await addDesk.run(tx, actor, input)).audit))
  }
  return audit
}

async function seatPeople(tx: Tx, actor: Actor): Promise<AuditEntry[]> {
  const audit: AuditEntry[] = []
  for (const { username, duties } of demoMembers) {
    const seat = seats[username]
    if (!seat) continue
    for (const [index] of duties.entries()) {
      const { audit: entries } = await changeDuty.run(tx, actor, {
        dutyId: demoDutyId(username, index),
        revision: 1,
        endsOn: null,
        deskId: seat.desk === undefined ? null : demoDeskId(seat.desk),
        substituteId: demoStaffId(seat.substitute),
        note: '',
        acceptGap: false,
        gapReason: '',
      })
      audit.push(...under(changeDuty.name, entries))
    }
  }
  return audit
}

/** A leave in two weeks, of the deputy, so that the page of absences has something to show. */
async function planLeave(tx: Tx, actor: Actor): Promise<AuditEntry[]> {
  const startsOn = addDays(localDate(tx.now), 14)
  const { audit } = await planAbsence.run(tx, actor, {
    id: demoAbsenceId,
    staffId: demoStaffId('phochutich'),
    startsOn,
    endsOn: addDays(startsOn, 2),
    kind: 'leave',
    reason: 'Nghỉ phép năm',
    substituteId: demoStaffId('chutich'),
    acceptGap: false,
    gapReason: '',
  })
  return under(planAbsence.name, audit)
}
