import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { mayTry } from '../../platform/operations.ts'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { recordChecks } from '../commands/record-checks.ts'
import { listFreshness } from '../queries/list-freshness.ts'
import type { Route } from './+types/freshness.ts'
import { CatalogueLinks } from './catalogue-links.tsx'
import { CheckForm } from './freshness/check-form.tsx'

export const meta = () => [{ title: 'Rà soát thủ tục — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listFreshness.audience)
  const showsAll = new URL(request.url).searchParams.get('xem') === 'tat-ca'
  const found = await pageRead(context, listFreshness, { only: showsAll ? 'all' : 'flagged' })
  return { ...found, showsAll, mayCheck: mayTry(actor, recordChecks.audience) }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, recordChecks.audience)
  const form = await request.formData()
  const input = {
    procedureIds: form.getAll('procedureIds').map(String),
    source: String(form.get('source') ?? ''),
    result: form.get('result') as 'unchanged' | 'changed',
    note: String(form.get('note') ?? ''),
  }
  return pageWrite(context, recordChecks, { input, idempotencyKey: String(form.get('idempotencyKey')) })
}

export default function Freshness({ loaderData }: Route.ComponentProps) {
  const { rows, checkDays, showsAll, mayCheck } = loaderData
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} size="h2">
          Rà soát thủ tục
        </Title>
        <CatalogueLinks here="/quan-tri/thu-tuc/ra-soat" />
      </div>
      <Text>
        Thủ tục phải rà soát khi quá {checkDays} ngày chưa kiểm tra, khi văn bản làm căn cứ hết hiệu lực, hoặc
        khi nguồn đã đổi mà chưa cập nhật. Trang công khai ghi “Đang rà soát” với các thủ tục này.
      </Text>
      <Group justify="space-between">
        <Text size="sm" role="status">
          {showsAll ? `Có ${rows.length} thủ tục đang áp dụng.` : `Có ${rows.length} thủ tục phải rà soát.`}
        </Text>
        <Anchor component={Link} to={showsAll ? '?' : '?xem=tat-ca'} size="sm" underline="always">
          {showsAll ? 'Chỉ xem thủ tục phải rà soát' : 'Xem tất cả thủ tục'}
        </Anchor>
      </Group>
      {rows.length > 0 ? (
        <CheckForm rows={rows} mayCheck={mayCheck} />
      ) : (
        <Text>Không có thủ tục nào phải rà soát.</Text>
      )}
    </Stack>
  )
}
