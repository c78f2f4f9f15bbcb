import { z } from 'zod'
import { localDate } from '../../../calendar/model/local-time.ts'
import { AppError } from '../../../platform/errors.ts'
import { defineQuery } from '../../../platform/operations.ts'
import { inFull } from '../../../records/model/outgoing/compose-outgoing.ts'
import { officeFacts } from '../../../staff/queries/office.ts'
import { mayPack } from '../../model/archive/may-pack.ts'
import type { ArchiveSource } from '../../model/archive-source.ts'
import { workFileStates } from '../../model/states.ts'
import { keepers, viewerOf } from '../../policy.ts'
import { archiveSource } from '../archive-source.ts'
import { readFileRow } from '../get-work-file.ts'
import { printContents } from '../print-contents.ts'

/** Everything a package is made of but the bytes; the route that builds it asks. Fails with not_found, not_allowed, wrong_state. */
export const packageSource = defineQuery({
  name: 'workfiles.packageSource',
  title: 'Đóng gói hồ sơ để nộp lưu trữ',
  audience: keepers,
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    source: z.custom<ArchiveSource>(),
    contents: z.unknown(),
    /** ISO day on which it is made. */
    day: z.string(),
    /** Time that the entries of the ZIP show: the beginning of the day, so that the same content gives the same bytes. */
    at: z.date(),
    revision: z.int(),
    office: z.string(),
  }),
  async run(reader, actor, { id }) {
    const file = await readFileRow(reader.db, actor, id)
    const situation = { state: file.state, keeperId: file.keeperId }
    if (!mayPack(situation, viewerOf(actor, file.unitHeadId))) {
      throw new AppError('wrong_state', {
        detail: `Chưa đóng gói được hồ sơ ${file.symbol} ở trạng thái “${workFileStates[file.state]}”. Người lập hồ sơ, văn thư hoặc lãnh đạo đóng gói sau khi hồ sơ đã kết thúc.`,
      })
    }
    const [source, office, { paper }] = await Promise.all([
      archiveSource(reader, actor, id),
      officeFacts(reader.db, actor.officeId),
      printContents.run(reader, actor, { id }),
    ])
    const day = localDate(reader.now)
    return {
      source,
      contents: paper,
      day,
      at: new Date(`${day}T00:00:00+07:00`),
      revision: file.revision,
      office: inFull(office.name),
    }
  },
})
