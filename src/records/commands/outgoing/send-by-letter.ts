import { formatDate } from '../../../calendar/model/clock-time.ts'
import { queueLetter } from '../../../notifications/commands/queue-messages.ts'
import { emailAddress } from '../../../notifications/model/address.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Actor, Tx } from '../../../platform/operations.ts'
import { officeFacts } from '../../../staff/queries/office.ts'
import { typeName } from '../../model/outgoing/document-types.ts'
import { codeOf } from './change-outgoing.ts'
import type { OpenOutgoing } from './open-outgoing.ts'

/** Larger letters are refused by many a mail server; base64 makes them a third larger. */
const largestFile = 15 * 2 ** 20

interface Letter {
  document: OpenOutgoing
  recipients: readonly string[]
  /** One for each recipient, in their order. */
  addresses: readonly string[]
}

/**
 * Sends the signed file to an address of each recipient, after the commit and with further tries. Returns the message of
 * each. Fails with invalid_input for an address that is none, wrong_state where no letter can go.
 */
export async function sendByLetter(tx: Tx, actor: Actor, letter: Letter): Promise<string[]> {
  const { document, recipients } = letter
  const addresses = requireAddresses(letter)
  // Whoever may read a mailbox is not for the office to say.
  if (document.row.restricted)
    throw new AppError('wrong_state', {
      detail: 'Văn bản hạn chế người xem không gửi qua thư điện tử. Hãy chọn cách gửi khác.',
    })
  const file = await signedFile(tx, actor, document)
  const office = await officeFacts(tx.db, actor.officeId)
  const { type_code, dated_on, number, symbol } = document.row
  const code = codeOf(number, symbol) ?? ''
  const name = `${typeName(type_code)} số ${code} ngày ${formatDate(dated_on ?? '')}`
  const about = `${name}: ${document.content.subject}`
  const sent = await Promise.all(
    recipients.map((recipient, index) =>
      queueLetter(tx, actor.officeId, {
        source: `outgoing.${document.id}.${document.revision} ${recipient}`,
        event: 'document_letter',
        values: { don_vi: office.name, van_ban: about, dien_thoai: office.phone },
        subject: { type: 'outgoing_document', id: document.id },
        address: addresses[index] ?? '',
        attachments: [{ ...file, name: `${code.replaceAll('/', '-')}.pdf` }],
      }),
    ),
  )
  const ids = sent.flatMap((id) => id ?? [])
  if (ids.length === recipients.length) return ids
  throw new AppError('wrong_state', {
    detail:
      'Đơn vị chưa bật gửi thư điện tử. Hãy nhờ quản trị bật ở trang Thông báo, hoặc để trống địa chỉ thư nếu đã gửi từ hộp thư khác.',
  })
}

function requireAddresses({ recipients, addresses }: Letter): string[] {
  if (addresses.length !== recipients.length)
    throw new AppError('invalid_input', {
      fields: {
        addresses: `Có ${recipients.length} nơi nhận nhưng ${addresses.length} địa chỉ thư. Hãy ghi mỗi dòng một địa chỉ, theo thứ tự nơi nhận.`,
      },
    })
  return addresses.map((typed) => {
    const address = emailAddress(typed)
    if (address) return address
    throw new AppError('invalid_input', {
      fields: { addresses: `“${typed}” không phải địa chỉ thư. Ví dụ: vanthu@donvi.gov.vn.` },
    })
  })
}

async function signedFile(tx: Tx, actor: Actor, { row }: OpenOutgoing) {
  const file = await tx.db
    .selectFrom('files')
    .select(['sha256', 'media_type as mediaType', 'size'])
    .where('office_id', '=', actor.officeId)
    .where('id', '=', row.signed_file_id ?? '')
    .executeTakeFirst()
  if (!file) throw new AppError('wrong_state', { detail: 'Văn bản này chưa có bản đã ký để gửi.' })
  if (file.size > largestFile)
    throw new AppError('wrong_state', {
      detail: `Bản đã ký lớn hơn ${largestFile / 2 ** 20} MB, máy chủ thư không nhận. Hãy chọn cách gửi khác.`,
    })
  return { sha256: file.sha256, mediaType: file.mediaType }
}
