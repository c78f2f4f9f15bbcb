import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { mayTry } from '../../platform/operations.ts'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { postSheets, takeDownSheets } from '../commands/post-sheets.ts'
import { savePostingSettings } from '../commands/save-posting-settings.ts'
import { listSheets } from '../queries/list-sheets.ts'
import { getPostingSettings } from '../queries/posting-settings.ts'
import type { Route } from './+types/notice-board.ts'
import { BoardFigures } from './board/figures.tsx'
import { HangForm } from './board/hang-form.tsx'
import { PostingSettingsForm } from './board/settings-form.tsx'
import { TakeDownForm } from './board/take-down-form.tsx'
import { CatalogueLinks } from './catalogue-links.tsx'

export const meta = () => [{ title: 'Niêm yết thủ tục — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, listSheets.audience)
  const showsAll = new URL(request.url).searchParams.get('xem') === 'tat-ca'
  const [board, settings] = await Promise.all([
    pageRead(context, listSheets, {}),
    pageRead(context, getPostingSettings, {}),
  ])
  return {
    ...board,
    settings,
    showsAll,
    mayPost: mayTry(actor, postSheets.audience),
    maySet: mayTry(actor, savePostingSettings.audience),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, listSheets.audience)
  const form = await request.formData()
  const idempotencyKey = String(form.get('idempotencyKey'))
  const text = (name: string) => String(form.get(name) ?? '')
  if (form.get('viec') === 'go') {
    const input = { sheetIds: form.getAll('sheetIds').map(String) }
    const written = await pageWrite(context, takeDownSheets, { input, idempotencyKey })
    return written.ok
      ? { ok: true as const, output: { done: `Đã ghi nhận gỡ ${written.output.removed} phiếu.` } }
      : written
  }
  if (form.get('viec') === 'cai-dat') {
    const input = {
      checkDays: text('checkDays'),
      feedbackAgency: text('feedbackAgency'),
      feedbackAddress: text('feedbackAddress'),
      feedbackPhone: text('feedbackPhone'),
      feedbackEmail: text('feedbackEmail'),
      feedbackWeb: text('feedbackWeb'),
    }
    const written = await pageWrite(context, savePostingSettings, { input, idempotencyKey })
    return written.ok ? { ok: true as const, output: { done: 'Đã lưu thông tin niêm yết chung.' } } : written
  }
  const input = {
    procedureIds: form.getAll('procedureIds').map(String),
    place: text('place'),
    state: form.get('state') as 'printed' | 'hung',
  }
  const written = await pageWrite(context, postSheets, { input, idempotencyKey })
  return written.ok
    ? { ok: true as const, output: { done: `Đã ghi nhận ${written.output.sheets} phiếu.` } }
    : written
}

export default function NoticeBoard({ loaderData }: Route.ComponentProps) {
  const { rows, showsAll, unconfirmed, mayPost, maySet, settings, places } = loaderData
  const needed = rows.filter(({ needsPrint }) => needsPrint).length
  const hanging = rows.filter(({ isPosted }) => isPosted)
  const isCalm = (row: (typeof rows)[number]) =>
    !row.needsPrint && row.sheets.every(({ state }) => state === 'current')
  const shown = showsAll ? hanging : hanging.filter((row) => !isCalm(row))
  return (
    <Stack gap="lg">
      <div>
        <Title order={1} size="h2">
          Niêm yết thủ tục
        </Title>
        <CatalogueLinks here="/quan-tri/niem-yet" />
      </div>
      <BoardFigures rows={rows} unconfirmed={unconfirmed} />
      <Group>
        {needed > 0 ? (
          <Button component="a" href="/api/v1/posting/sheets.pdf" target="_blank">
            In {needed} phiếu còn thiếu hoặc đã cũ
          </Button>
        ) : null}
        <Button component="a" href="/api/v1/posting/sheets.pdf?can=tat-ca" target="_blank" variant="default">
          In tất cả phiếu
        </Button>
        <Button component="a" href={boardHref(loaderData.agencyCode, 'a4')} target="_blank" variant="default">
          In bảng tổng hợp A4
        </Button>
        <Button component="a" href={boardHref(loaderData.agencyCode, 'a3')} target="_blank" variant="default">
          In bảng tổng hợp A3
        </Button>
      </Group>
      <TakeDownForm rows={rows} mayPost={mayPost} />
      <section aria-labelledby="phieu">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h4" id="phieu">
            {showsAll ? 'Mọi thủ tục phải niêm yết' : 'Thủ tục cần xử lý phiếu'}
          </Title>
          <Anchor component={Link} to={showsAll ? '?' : '?xem=tat-ca'} size="sm" underline="always">
            {showsAll ? 'Chỉ xem phần cần xử lý' : 'Xem tất cả'}
          </Anchor>
        </Group>
        {shown.length === 0 ? (
          <Text>Mọi thủ tục đều đang treo phiếu đúng bản.</Text>
        ) : (
          <HangForm rows={shown} places={places} mayPost={mayPost} />
        )}
      </section>
      {maySet ? <PostingSettingsForm settings={settings} /> : null}
    </Stack>
  )
}

function boardHref(agencyCode: string, paper: 'a3' | 'a4'): string {
  return `/api/v1/posting/board.pdf?${new URLSearchParams({ 'don-vi': agencyCode, kho: paper })}`
}
