import { Anchor, List, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { vndText } from '../model/vnd-text.ts'
import type { getControl } from '../queries/control.ts'

type Control = z.output<typeof getControl.output>

/** What asks for somebody's hand, since when and for how much; each line opens its list. */
export function ControlList({ control }: { control: Control }) {
  const { open, over, unsigned, notReceived, leftOpen, drawersOverLimit } = control
  const lines: { key: string; words: string; to: string; oldest: Date | null }[] = [
    ...(open.count > 0
      ? [
          {
            key: 'open',
            words: `${open.count} khoản chưa nộp đủ, ${vndText(open.sumVnd)}`,
            to: '/thu-phi',
            oldest: open.oldest,
          },
        ]
      : []),
    ...(over.count > 0
      ? [
          {
            key: 'over',
            words: `${over.count} khoản nộp thừa phải trả lại, ${vndText(over.sumVnd)}`,
            to: '/thu-phi?xem=nop-thua',
            oldest: over.oldest,
          },
        ]
      : []),
    ...(unsigned.count > 0
      ? [
          {
            key: 'unsigned',
            words: `${unsigned.count} biên lai chưa ký số, ${vndText(unsigned.sumVnd)}`,
            to: '/bien-lai?xem=chua-ky',
            oldest: unsigned.oldest,
          },
        ]
      : []),
    ...(notReceived.count > 0
      ? [
          {
            key: 'shifts',
            words: `${notReceived.count} ca đã đóng chưa bàn giao tiền, ${vndText(notReceived.sumVnd)}`,
            to: '#cac-ca',
            oldest: notReceived.oldest,
          },
        ]
      : []),
    ...(leftOpen > 0
      ? [{ key: 'left', words: `${leftOpen} ca mở từ hôm trước chưa đóng`, to: '#cac-ca', oldest: null }]
      : []),
    ...(drawersOverLimit > 0
      ? [
          {
            key: 'limit',
            words: `${drawersOverLimit} ngăn tiền vượt mức được giữ`,
            to: '#cac-ca',
            oldest: null,
          },
        ]
      : []),
  ]
  if (lines.length === 0) return <Text size="sm">Không có việc nào chờ xử lý.</Text>
  return (
    <Notice tone="warning" title="Cần xử lý">
      <List size="sm">
        {lines.map(({ key, words, to, oldest }) => (
          <List.Item key={key}>
            <Anchor component={Link} inherit to={to}>
              {words}
            </Anchor>
            {oldest ? `, lâu nhất từ ${formatDate(localDate(oldest))}` : ''}
          </List.Item>
        ))}
      </List>
    </Notice>
  )
}
