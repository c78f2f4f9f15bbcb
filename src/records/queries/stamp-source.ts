import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { fileTypes } from '../../platform/http/send-file.ts'
import { defineQuery } from '../../platform/operations.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { composeStamp } from '../model/arrival-stamp.ts'
import { clerks } from '../policy.ts'

/** What is needed to lay the stamp ĐẾN on a document: its first PDF and what the stamp says. */
export const stampSource = defineQuery({
  name: 'records.stampSource',
  title: 'Lấy nội dung dấu đến',
  audience: clerks,
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    fileName: z.string(),
    sha256: z.string(),
    data: z.object({
      agency: z.string(),
      number: z.string(),
      date: z.string(),
      forwarded: z.string(),
      fileSymbol: z.string(),
    }),
  }),
  async run({ db }, actor, { id }) {
    const [document, file, office] = await Promise.all([
      db
        .selectFrom('incoming_documents as d')
        .leftJoin('staff_members as l', (on) =>
          on.onRef('l.office_id', '=', 'd.office_id').onRef('l.id', '=', 'd.lead_id'),
        )
        .select(['d.arrival_number', 'd.arrived_on', 'd.state', 'l.full_name'])
        .where('d.office_id', '=', actor.officeId)
        .where('d.id', '=', id)
        .executeTakeFirst(),
      db
        .selectFrom('incoming_files as i')
        .innerJoin('files as c', (on) =>
          on.onRef('c.office_id', '=', 'i.office_id').onRef('c.id', '=', 'i.file_id'),
        )
        .select(['c.name', 'c.sha256'])
        .where('i.office_id', '=', actor.officeId)
        .where('i.incoming_id', '=', id)
        .where('i.kind', '=', 'document')
        .where('c.media_type', '=', fileTypes.pdf)
        .orderBy('i.ordinal')
        .limit(1)
        .executeTakeFirst(),
      officeFacts(db, actor.officeId),
    ])
    if (!document) throw new AppError('not_found', { detail: 'Không có văn bản đến này.' })
    if (!file) {
      throw new AppError('wrong_state', {
        detail:
          'Văn bản này chưa có tệp PDF để đóng dấu đến. Hãy thêm bản quét PDF, hoặc đóng dấu trên giấy.',
      })
    }
    const data = composeStamp({
      agency: office.name,
      arrivalNumber: document.arrival_number,
      arrivedOn: document.arrived_on,
      leadName: document.full_name ?? '',
    })
    return { fileName: file.name, sha256: file.sha256, data }
  },
})
