import { sql } from 'kysely'
import { z } from 'zod'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, defineCommand, type Tx } from '../../platform/operations.ts'
import { normaliseDossierCode } from '../../staff/model/dossier-code.ts'
import { dossierRoles } from '../../staff/model.ts'
import { demoDossierId, demoSlipId } from '../examples.ts'
import type { ItemState } from '../model/handover-slip.ts'
import { confirmPapersInput } from '../model/slip-inputs.ts'
import { mayConfirmSlip, unknownSlip } from '../queries/slip-access.ts'
import { addPaperEvents } from './paper-events.ts'

type Confirmation = z.output<typeof confirmPapersInput>

/** Xác nhận đã nhận hồ sơ giấy: the receiving side says dossier by dossier what is there and what is missing. */
export const confirmPapers = defineCommand({
  name: 'dossiers.confirmPapers',
  title: 'Xác nhận nhận hồ sơ giấy theo phiếu bàn giao',
  audience: dossierRoles,
  door: { method: 'POST', path: '/handover-slips/{code}/confirmation' },
  input: confirmPapersInput,
  output: z.object({ id: z.uuid(), code: z.string(), revision: z.int(), open: z.int() }),
  example: {
    code: demoSlipId,
    revision: 1,
    received: [demoDossierId('sendBack')],
    receiverName: 'Người Nhận Mẫu',
  },
  async run(tx, actor, input) {
    const slip = await lockSlip(tx, actor, input)
    if (!(await mayConfirmSlip(tx.db, actor, slip))) {
      throw new AppError('not_allowed', {
        detail: `Phiếu này gửi đến ${slip.toName}. Người của đơn vị đó hoặc lãnh đạo mới xác nhận được.`,
      })
    }
    if (slip.toUnitId === null && input.received.length > 0 && input.receiverName === '') {
      throw new AppError('invalid_input', {
        fields: { receiverName: 'Hãy ghi tên người nhận của cơ quan đó.' },
      })
    }
    const answers = answersOf(slip, input)
    await writeAnswers(tx, actor, { slip, answers })
    await addPaperEvents(tx, actor, {
      slip,
      events: answers.map(({ item, state, note }) => ({
        dossierId: item.dossierId,
        kind: state === 'received' ? ('paper_received' as const) : ('paper_missing' as const),
        publicText:
          state === 'received'
            ? `${slip.toName} đã nhận hồ sơ giấy.`
            : `Đang kiểm tra việc chuyển hồ sơ giấy đến ${slip.toName}.`,
        note: [state === 'received' && input.receiverName ? `Người nhận: ${input.receiverName}` : '', note]
          .filter(Boolean)
          .join('. '),
      })),
    })
    const answered = new Set(answers.map(({ item }) => item.ordinal))
    const open = slip.items.filter((item) => item.state === 'sent' && !answered.has(item.ordinal)).length
    const facts = answers.map(({ item, state, note }) => ({
      dossier: item.code,
      before: item.state,
      state,
      note,
    }))
    return {
      output: { id: slip.id, code: slip.code, revision: slip.revision + 1, open },
      audit: [
        {
          subjectType: 'handover_slip',
          subjectId: slip.id,
          facts: { code: slip.code, answers: facts, receiver: input.receiverName },
        },
      ],
      news: [{ topic: 'dossier.papers_confirmed', payload: { slipId: slip.id, code: slip.code, open } }],
    }
  },
})

interface Item {
  ordinal: number
  dossierId: string
  code: string
  state: ItemState
  answeredAt: string | null
  answeredBy: string | null
}

interface OpenSlip {
  id: string
  code: string
  revision: number
  toUnitId: string | null
  toName: string
  items: Item[]
}

async function lockSlip(tx: Tx, actor: Actor, { code, revision }: Confirmation): Promise<OpenSlip> {
  const found =
    await sql<OpenSlip>`select s.id, s.code, s.revision, s.to_unit_id as "toUnitId", s.to_name as "toName",
      (select jsonb_agg(jsonb_build_object('ordinal', i.ordinal, 'dossierId', i.dossier_id, 'code', d.code, 'state', i.state,
          'answeredAt', i.answered_at, 'answeredBy', m.full_name) order by i.ordinal)
        from handover_slip_items i
        join dossiers d on d.office_id = i.office_id and d.id = i.dossier_id
        left join staff_members m on m.office_id = i.office_id and m.id = i.answered_by
        where i.office_id = s.office_id and i.slip_id = s.id) as items
    from handover_slips s
    where s.office_id = ${actor.officeId}::uuid and (s.code = ${code} or s.id::text = ${code})
    for update of s`.execute(tx.db)
  const slip = found.rows[0]
  if (!slip) throw await unknownSlip(tx.db, actor.officeId, code)
  if (slip.revision !== revision) throw new AppError('stale')
  return slip
}

interface Answer {
  item: Item
  state: 'received' | 'missing'
  note: string
}

/** Each named dossier with what was found; one that was answered for is refused, but a missing one may turn up. */
function answersOf(slip: OpenSlip, { received, missing }: Confirmation): Answer[] {
  const named = [
    ...received.map((code) => ({ code, state: 'received' as const, note: '' })),
    ...missing.map(({ code, note }) => ({ code, state: 'missing' as const, note })),
  ]
  if (named.length === 0) {
    throw new AppError('invalid_input', {
      fields: { received: 'Hãy đánh dấu ít nhất một hồ sơ đã nhận hoặc không có trong gói.' },
    })
  }
  const answers = named.map(({ code, state, note }) => {
    const item = slip.items.find(
      (each) => each.dossierId === code || each.code === normaliseDossierCode(code),
    )
    if (!item) {
      throw new AppError('invalid_input', {
        fields: { received: `Hồ sơ ${code} không có trong phiếu này. Hãy để riêng và báo bên giao.` },
      })
    }
    if (item.state === 'received' || item.state === state) throw answeredAlready(item)
    return { item, state, note }
  })
  if (new Set(answers.map(({ item }) => item.ordinal)).size < answers.length) {
    throw new AppError('invalid_input', {
      fields: { received: 'Có hồ sơ được đánh dấu hai lần. Hãy kiểm tra lại danh sách.' },
    })
  }
  return answers
}

function answeredAlready({ code, answeredAt, answeredBy }: Item): AppError {
  const when = answeredAt ? ` lúc ${formatShortMoment(new Date(answeredAt))}` : ''
  return new AppError('wrong_state', {
    detail: `Hồ sơ ${code} đã được ${answeredBy ?? 'người khác'} xác nhận${when}. Hãy tải lại trang để xem.`,
  })
}

async function writeAnswers(
  tx: Tx,
  actor: Actor,
  { slip, answers }: { slip: OpenSlip; answers: readonly Answer[] },
): Promise<void> {
  const rows = answers.map(({ item, state, note }) => ({ ordinal: item.ordinal, state, note }))
  await sql`update handover_slip_items i set state = a.state, note = a.note, answered_at = ${tx.now}::timestamptz, answered_by = ${actor.id}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a (ordinal smallint, state text, note text)
    where i.office_id = ${actor.officeId}::uuid and i.slip_id = ${slip.id}::uuid and i.ordinal = a.ordinal`.execute(
    tx.db,
  )
  await sql`update handover_slips s set revision = revision + 1,
      closed_at = case when exists (select 1 from handover_slip_items i
        where i.office_id = s.office_id and i.slip_id = s.id and i.state = 'sent') then null else ${tx.now}::timestamptz end
    where s.office_id = ${actor.officeId}::uuid and s.id = ${slip.id}::uuid`.execute(tx.db)
}
