import { lifeEventName } from './life-events.ts'
import { type ChangeLine, listChanges, textChange } from './list-changes.ts'
import type { Posting } from './posting.ts'

export const CHANNEL_NAMES = {
  direct: 'Trực tiếp',
  online: 'Trực tuyến',
  post: 'Dịch vụ bưu chính',
} as const

/** Dịch vụ công trực tuyến (NĐ 42/2022/NĐ-CP, Điều 11). */
export const ONLINE_LEVEL_NAMES = {
  full: 'Toàn trình',
  partial: 'Một phần',
  information: 'Chỉ cung cấp thông tin',
} as const

/** Lists of lines in what is posted, with what each is called. */
export const postingLists = {
  sequence: 'Trình tự thực hiện',
  subjects: 'Đối tượng thực hiện',
  requirements: 'Yêu cầu, điều kiện',
  resultCodes: 'Mã kết quả',
  keywords: 'Từ khóa tìm kiếm',
  lifeEvents: 'Sự kiện trong đời',
} as const

export function postingChanges(before: Posting, after: Posting): ChangeLine[] {
  const lists = (Object.keys(postingLists) as (keyof typeof postingLists)[]).flatMap((part) =>
    listChanges<string>(before[part] ?? [], after[part] ?? [], {
      key: (line) => line,
      called: () => postingLists[part],
      order: `${postingLists[part]}: thứ tự`,
      words: (line) => (part === 'lifeEvents' ? (lifeEventName(line) ?? line) : line),
    }),
  )
  return [
    ...lists,
    ...listChanges(before.methods ?? [], after.methods ?? [], {
      key: ({ channel }) => channel,
      called: ({ channel }) => `Cách nộp: ${CHANNEL_NAMES[channel]}`,
      words: (method) =>
        [method.timeLimit, method.fee, method.description].filter((words) => words !== '').join(' · ') ||
        'có',
    }),
    ...textChange('Số bộ hồ sơ', String(before.setCount ?? ''), String(after.setCount ?? '')),
    ...textChange('Cơ quan thực hiện', before.performer ?? '', after.performer ?? ''),
    ...textChange('Cơ quan phối hợp', before.coordinating ?? '', after.coordinating ?? ''),
    ...textChange('Dịch vụ công trực tuyến', levelName(before), levelName(after)),
  ]
}

function levelName({ onlineLevel }: Posting): string {
  return onlineLevel ? ONLINE_LEVEL_NAMES[onlineLevel] : ''
}
