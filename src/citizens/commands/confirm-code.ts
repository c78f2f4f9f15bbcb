import { z } from 'zod'
import { shownAddress } from '../../notifications/model/address.ts'
import { AppError } from '../../platform/errors.ts'
import { defineCommand, type Outcome, type Tx } from '../../platform/operations.ts'
import { codeFor, codeTries } from '../model.ts'
import { officeForCitizens } from '../queries/sign-in-ways.ts'
import { openSession, rememberAccount } from './open-session.ts'
import { hashSchema } from './sign-in.ts'

/** Wrong codes that an office bears in an hour: more than its guests mistype, too few to guess six digits by luck. */
const wrongPerOffice = 200
const hour = 60 * 60_000

const confirmation = z.object({ result: z.enum(['confirmed', 'wrong', 'over']), triesLeft: z.int() })

/**
 * Signs in a guest who types the code that their address has got, in the browser that asked for it. A wrong code is an
 * outcome and no error, because its count must be kept: after five, or ten minutes, or once used, the code is `over`.
 */
export const confirmCode = defineCommand({
  name: 'citizens.confirmCode',
  title: 'Xác nhận địa chỉ bằng mã',
  audience: 'public',
  limit: { kind: 'lookup', subject: ({ id }) => `ma ${id}` },
  locate: officeForCitizens,
  input: z.strictObject({
    officeId: z.uuid(),
    id: z.uuid(),
    codeHash: hashSchema,
    tokenHash: hashSchema,
    replacedHash: hashSchema.nullable(),
  }),
  output: confirmation,
  async run(tx, { officeId }, input) {
    await refuseGuessing(tx, officeId)
    const code = await lockCode(tx, officeId, input.id)
    const isOver =
      !code ||
      code.used_at !== null ||
      code.tries >= codeTries ||
      tx.now.getTime() - code.created_at.getTime() > codeFor
    if (isOver) return refused(input.id, { result: 'over', triesLeft: 0 })
    const isRight = code.code_hash === input.codeHash
    const tries = code.tries + (isRight ? 0 : 1)
    await tx.db
      .updateTable('citizen_codes')
      .set({ tries, used_at: isRight ? tx.now : null })
      .where('office_id', '=', officeId)
      .where('id', '=', input.id)
      .execute()
    if (!isRight) {
      const triesLeft = codeTries - tries
      return refused(input.id, { result: triesLeft > 0 ? 'wrong' : 'over', triesLeft })
    }
    const { accountId, isNew } = await rememberAccount(tx, officeId, guestOf(code))
    await openSession(tx, officeId, { accountId, level: 'contact', ...input })
    return {
      output: { result: 'confirmed' as const, triesLeft: 0 },
      audit: [
        {
          subjectType: 'citizen_account',
          subjectId: accountId,
          facts: { level: 'contact', channel: code.channel, isNew },
        },
      ],
    }
  },
})

type Confirmation = z.output<typeof confirmation>

function refused(id: string, output: Confirmation): Outcome<Confirmation> {
  const facts = { reason: output.result }
  return {
    output,
    audit: [{ action: 'citizens.refuseCode', subjectType: 'citizen_code', subjectId: id, facts }],
  }
}

async function refuseGuessing(tx: Tx, officeId: string): Promise<void> {
  const { wrong } = await tx.db
    .selectFrom('citizen_codes')
    .select((column) => column.fn.sum<number | null>('tries').as('wrong'))
    .where('office_id', '=', officeId)
    .where('created_at', '>', new Date(tx.now.getTime() - hour))
    .executeTakeFirstOrThrow()
  if (Number(wrong ?? 0) < wrongPerOffice) return
  throw new AppError('too_many_requests', {
    detail: 'Đơn vị vừa có quá nhiều mã nhập sai. Hãy thử lại sau một giờ, hoặc đến bộ phận một cửa.',
    retryAfter: hour / 1000,
  })
}

async function lockCode(tx: Tx, officeId: string, id: string) {
  return tx.db
    .selectFrom('citizen_codes')
    .selectAll()
    .where('office_id', '=', officeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

function guestOf({ channel, address }: { channel: string; address: string }) {
  return {
    issuer: channel,
    subject: address,
    name: '',
    personalId: '',
    birthDate: null,
    email: channel === 'email' ? address : '',
    phone: channel === 'sms' ? shownAddress(address) : '',
  }
}
