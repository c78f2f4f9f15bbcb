import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { statusName } from '../../dossiers/model/status.ts'

/** What can differ between the portal and the office, what to do about it, and the word on the button. */
export const differenceKinds = {
  missing_there: {
    name: 'Cổng chưa có hồ sơ',
    advice: 'Gửi lại toàn bộ hồ sơ lên Cổng.',
    button: 'Gửi hồ sơ lên Cổng',
  },
  missing_here: {
    name: 'Đơn vị chưa có hồ sơ',
    advice: 'Lấy hồ sơ từ Cổng về danh sách hồ sơ trực tuyến.',
    button: 'Lấy hồ sơ về',
  },
  status: {
    name: 'Khác trạng thái',
    advice: 'Trạng thái của đơn vị là đúng: gửi lại lên Cổng. Nếu không đúng, sửa ở trang hồ sơ trước.',
    button: 'Gửi trạng thái lên Cổng',
  },
  withdrawal: {
    name: 'Công dân rút hồ sơ trên Cổng',
    advice: 'Ghi nhận yêu cầu rút; người đang giữ hồ sơ trả lời ở trang hồ sơ.',
    button: 'Ghi nhận yêu cầu rút',
  },
  late_withdrawal: {
    name: 'Rút hồ sơ khi đã có kết quả',
    advice: 'Không rút được nữa (đã xử lý xong). Gửi lại trạng thái để Cổng báo công dân.',
    button: 'Gửi trạng thái lên Cổng',
  },
  due: {
    name: 'Khác ngày hẹn trả',
    advice: 'Gửi lại ngày hẹn trả của đơn vị.',
    button: 'Gửi ngày hẹn lên Cổng',
  },
  result: {
    name: 'Cổng chưa có kết quả',
    advice: 'Gửi lại kết quả điện tử để công dân nhận trên Cổng.',
    button: 'Gửi kết quả lên Cổng',
  },
  payment_here: {
    name: 'Đơn vị chưa ghi nhận thanh toán',
    advice: 'Lấy thông tin thanh toán từ Cổng về hồ sơ.',
    button: 'Ghi nhận thanh toán',
  },
  payment_there: {
    name: 'Cổng không còn thanh toán này',
    advice: 'Hỏi bộ phận hỗ trợ của Cổng và kế toán, rồi đánh dấu đã kiểm tra.',
    button: 'Đã kiểm tra',
  },
} as const

export type DifferenceKind = keyof typeof differenceKinds

/** Settled by sending or fetching alone; the others are a citizen's wish or money, each for people to look at. */
export const settledTogether: readonly DifferenceKind[] = [
  'missing_there',
  'missing_here',
  'status',
  'due',
  'result',
  'payment_here',
]

/** A dossier as the portal lists it. */
export interface ListedThere {
  portalCode: string
  status: number
  dueAt: Date | null
  hasResult: boolean
  payments: readonly { payment: string; amount: number }[]
}

/** The same dossier as the office has it. */
export interface ListedHere {
  dossierId: string
  portalCode: string
  status: number
  /** Null before reception: nothing is promised yet. */
  dueAt: Date | null
  hasResult: boolean
  payments: readonly { payment: string; amount: number }[]
  /** Messages are on their way: what differs now may agree in a minute. */
  isOnTheWay: boolean
}

export interface Difference {
  kind: DifferenceKind
  portalCode: string
  dossierId: string | null
  ours: string
  theirs: string
}

/** Every difference of one dossier; either side may lack it. What is still on its way is no difference. */
export function differencesOf(there: ListedThere | null, here: ListedHere | null): Difference[] {
  const portalCode = there?.portalCode ?? here?.portalCode ?? ''
  const found = (kind: DifferenceKind, ours: string, theirs: string): Difference => ({
    kind,
    portalCode,
    dossierId: here?.dossierId ?? null,
    ours,
    theirs,
  })
  if (!here) return there ? [found('missing_here', 'Không có', statusName(there.status))] : []
  if (here.isOnTheWay) return []
  if (!there) return [found('missing_there', statusName(here.status), 'Không có')]
  const differences: Difference[] = []
  if (there.status !== here.status)
    differences.push(
      found(statusKind(there.status, here.status), statusName(here.status), statusName(there.status)),
    )
  const [ours, theirs] = [momentWords(here.dueAt), momentWords(there.dueAt)]
  if (here.dueAt && ours !== theirs) differences.push(found('due', ours, theirs))
  if (here.hasResult && !there.hasResult) differences.push(found('result', 'Đã có kết quả', 'Chưa có'))
  return [...differences, ...paymentDifferences(there, here, found)]
}

/** A withdrawal on the portal is the citizen's word, not a mistake: it is taken in, or answered that it comes too late. */
function statusKind(there: number, here: number): DifferenceKind {
  if (there !== 7) return 'status'
  return [3, 8, 9, 10].includes(here) ? 'late_withdrawal' : 'withdrawal'
}

function paymentDifferences(
  there: ListedThere,
  here: ListedHere,
  found: (kind: DifferenceKind, ours: string, theirs: string) => Difference,
): Difference[] {
  const sum = (payments: readonly { amount: number }[]) =>
    moneyWords(payments.reduce((total, { amount }) => total + amount, 0))
  const lacks = (side: ListedThere | ListedHere, payment: string) =>
    !side.payments.some((each) => each.payment === payment)
  const [ours, theirs] = [sum(here.payments), sum(there.payments)]
  if (there.payments.some(({ payment }) => lacks(here, payment))) return [found('payment_here', ours, theirs)]
  if (here.payments.some(({ payment }) => lacks(there, payment)))
    return [found('payment_there', ours, theirs)]
  return []
}

const momentWords = (at: Date | null) => (at ? formatShortMoment(at) : 'Không có')

const money = new Intl.NumberFormat('vi-VN')

/** `50.000 đồng`; in words where nothing was paid. */
export function moneyWords(amount: number): string {
  return amount === 0 ? 'Chưa thanh toán' : `${money.format(amount)} đồng`
}
