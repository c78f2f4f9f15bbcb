import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { DB } from '../../platform/database-types.ts'
import { AppError } from '../../platform/errors.ts'
import { defineQuery, holds } from '../../platform/operations.ts'

const picture = z.object({ sha256: z.string(), putAt: z.iso.datetime() }).nullable()

/** Hình chữ ký của người xem và, với văn thư, hình con dấu. */
export const myPictures = defineQuery({
  name: 'signing.myPictures',
  title: 'Xem hình chữ ký của mình, hình con dấu',
  audience: 'staff',
  input: z.strictObject({}),
  output: z.object({ own: picture, office: picture, keepsSeal: z.boolean() }),
  async run({ db }, actor) {
    const keepsSeal = holds(actor, ['clerk'])
    const [own, office] = await Promise.all([
      findPicture(db, actor.officeId, actor.id),
      keepsSeal ? findPicture(db, actor.officeId, null) : null,
    ])
    const shown = (found: Picture | null) =>
      found && { sha256: found.sha256, putAt: found.putAt.toISOString() }
    return { own: shown(own), office: shown(office), keepsSeal }
  },
})

/** Hình để đặt vào tệp sắp ký. Fails with wrong_state where there is none yet. */
export const pictureToShow = defineQuery({
  name: 'signing.pictureToShow',
  title: 'Xem hình chữ ký, con dấu đặt vào tệp sắp ký',
  audience: 'staff',
  input: z.strictObject({ memberId: z.uuid().nullable() }),
  output: z.object({ sha256: z.string() }),
  async run({ db }, actor, { memberId }) {
    const isTheirs = memberId === null ? holds(actor, ['clerk']) : memberId === actor.id
    if (!isTheirs) throw new AppError('not_allowed')
    const found = await findPicture(db, actor.officeId, memberId)
    if (found) return { sha256: found.sha256 }
    const what = memberId === null ? 'hình con dấu của cơ quan' : 'hình chữ ký của bạn'
    throw new AppError('wrong_state', {
      detail: `Chưa có ${what}. Hãy tải lên ở trang “Hình chữ ký, con dấu” rồi ký lại.`,
    })
  },
})

interface Picture {
  sha256: string
  putAt: Date
}

/** The picture in use of a member, or (null) of the office. */
async function findPicture(
  db: Kysely<DB>,
  officeId: string,
  memberId: string | null,
): Promise<Picture | null> {
  const row = await db
    .selectFrom('signature_pictures as p')
    .innerJoin('files as f', (join) =>
      join.onRef('f.office_id', '=', 'p.office_id').onRef('f.id', '=', 'p.file_id'),
    )
    .select(['f.sha256', 'p.put_at as putAt'])
    .where('p.office_id', '=', officeId)
    .where('p.member_id', memberId === null ? 'is' : '=', memberId)
    .where('p.dropped_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}
