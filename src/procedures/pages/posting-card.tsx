import { Anchor, Group, Paper, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import type { z } from 'zod'
import type { postingSummary } from '../queries/posting-summary.ts'

/** How procedures are posted and kept up to date, for whoever answers for it; what is wrong leads to where it is mended. */
export function PostingCard({ posting }: { posting: z.output<typeof postingSummary.output> }) {
  const figures = [
    { label: 'chưa có phiếu treo', value: posting.withoutSheet, to: '/quan-tri/niem-yet' },
    { label: 'phiếu cũ hoặc phải gỡ', value: posting.wrongSheets, to: '/quan-tri/niem-yet' },
    { label: 'quá hạn kiểm tra', value: posting.notChecked, to: '/quan-tri/thu-tuc/ra-soat' },
    { label: 'căn cứ hết hiệu lực', value: posting.basisExpired, to: '/quan-tri/thu-tuc/ra-soat' },
    { label: 'nguồn đã đổi, chưa cập nhật', value: posting.sourceChanged, to: '/quan-tri/thu-tuc/ra-soat' },
    { label: 'chưa xác nhận', value: posting.unconfirmed, to: '/quan-tri/thu-tuc/ra-soat?xem=tat-ca' },
  ]
  const wrong = figures.filter(({ value }) => value > 0)
  return (
    <Paper withBorder p="sm" component="section" aria-labelledby="niem-yet">
      <Title order={2} size="h4" mb={4} id="niem-yet">
        Niêm yết thủ tục
      </Title>
      <Text size="sm">
        {posting.posted} thủ tục phải niêm yết, {posting.hanging} đang treo phiếu đúng bản.
        {wrong.length === 0 ? ' Không có gì phải xử lý.' : ''}
      </Text>
      <Group gap="md" mt={4}>
        {wrong.map(({ label, value, to }) => (
          <Anchor key={label} component={Link} to={to} size="sm" c="red.9" underline="always">
            {value} {label}
          </Anchor>
        ))}
      </Group>
    </Paper>
  )
}
