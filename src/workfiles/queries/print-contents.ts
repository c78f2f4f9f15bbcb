import { z } from 'zod'
import { localDate } from '../../calendar/model/local-time.ts'
import { defineQuery } from '../../platform/operations.ts'
import type { Sheet } from '../../platform/spreadsheet.ts'
import { inFull } from '../../records/model/outgoing/compose-outgoing.ts'
import { registerPaper, registerSheet } from '../../records/model/register-table.ts'
import { officeFacts } from '../../staff/queries/office.ts'
import { contentsForm } from '../model/papers.ts'
import { keepers } from '../policy.ts'
import { contentsOf } from './contents-rows.ts'
import { readFileRow } from './get-work-file.ts'

/** Both forms of a register, and what the file is called when it is kept. */
export const printedRegister = z.object({
  fileName: z.string(),
  paper: z.custom<ReturnType<typeof registerPaper>>(),
  sheet: z.custom<Sheet>(),
})

/** Mục lục văn bản trong hồ sơ, in the order of the dates, as a paper and as a sheet. */
export const printContents = defineQuery({
  name: 'workfiles.printContents',
  title: 'In mục lục văn bản trong hồ sơ',
  audience: keepers,
  input: z.strictObject({ id: z.uuid() }),
  output: printedRegister,
  async run({ db, now }, actor, { id }) {
    const [file, office, rows] = await Promise.all([
      readFileRow(db, actor, id),
      officeFacts(db, actor.officeId),
      contentsOf(db, { officeId: actor.officeId, workFileId: id, reader: actor }),
    ])
    const table = {
      ...contentsForm,
      subject: `Hồ sơ ${file.symbol}: ${file.title}`,
      rows,
      from: file.startedOn,
      to: file.endedOn ?? localDate(now),
      agency: inFull(office.name),
    }
    return {
      fileName: `muc-luc-van-ban-${file.year}-${file.symbol}`,
      paper: registerPaper(table),
      sheet: registerSheet(table, 'Mục lục văn bản'),
    }
  },
})
