import { Anchor, List, Text } from '@mantine/core'
import { Link } from 'react-router'
import type { z } from 'zod'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { localDate } from '../../calendar/model/local-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { vndText } from '../model/vnd-text.ts'
import type { getControl } from '../queries/control.ts'

type Control = z.output<typeof getControl.output>

interface Line {
  words: string
  to: string
  oldest: Date | null
}

/** Sums that wait, and what each is said with; those of nothing are left out. */
function linesOf(control: Control): Line[] {
  const sums: [Control['open'], (count: number, sum: string) => string, string][] = [
    [control.open, (count, sum) => `${count} khoản chưa nộp đủ, ${sum}`, '/thu-phi'],
    [control.over, (count, sum) => `${count} khoản nộp thừa phải trả lại, ${sum}`, '/thu-phi?xem=nop-thua'],
    [control.unsigned, (count, sum) => `${count} biên lai chưa ký số, ${sum}`, '/bien-lai?xem=chua-ky'],
    [control.notReceived, (count, sum) => `${count} ca đã đóng chưa bàn giao tiền, ${sum}`, '#cac-ca'],
    [
      control.bankLines,
      (count, sum) => `${count} dòng sao kê chưa rõ khoản nộp, ${sum}`,
      '/doi-soat-ngan-hang',
    ],
  ]
  const counts: [number, string, string][] = [
    [control.leftOpen, 'ca mở từ hôm trước chưa đóng', '#cac-ca'],
    [control.drawersOverLimit, 'ngăn tiền vượt mức được giữ', '#cac-ca'],
    [
      control.bankUnseen,
      'khoản ngân hàng báo nhưng không có trong sao kê',
      '/doi-soat-ngan-hang?xem=khong-co-trong-sao-ke',
    ],
  ]
  return [
    ...sums
      .filter(([{ count }]) => count > 0)
      .map(([{ count, sumVnd, oldest }, words, to]) => ({
        words: words(count, vndText(sumVnd)),
        to,
        oldest,
      })),
    ...counts
      .filter(([count]) => count > 0)
      .map(([count, words, to]) => ({ words: `${count} ${words}`, to, oldest: null })),
  ]
}

/** What asks for somebody's hand, since when and for how much; each line opens its list. */
export function ControlList({ control }: { control: Control }) {
  const lines = linesOf(control)
  if (lines.length === 0) return <Text size="sm">Không có việc nào chờ xử lý.</Text>
  return (
    <Notice tone="warning" title="Cần xử lý">
      <List size="sm">
        {lines.map(({ words, to, oldest }) => (
          <List.Item key={words}>
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
