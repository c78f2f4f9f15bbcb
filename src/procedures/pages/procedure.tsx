import { Alert, Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { pageRead, requireStaff } from '../../ui/page-context.ts'
import { getVersion, type VersionView } from '../queries/get-version.ts'
import type { Route } from './+types/procedure.ts'
import { ConfidenceBadge } from './confidence-badge.tsx'
import { ProcedureEditor } from './editor/procedure-editor.tsx'
import { VersionActions } from './editor/version-dialogs.tsx'
import { runProcedureAction } from './procedure-action.ts'
import { VersionList } from './version-list.tsx'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${loaderData?.view.content.name ?? 'Thủ tục'} — Một Cửa` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const asked = new URL(request.url).searchParams
  const view = await pageRead(context, getVersion, {
    procedureId: params.id,
    version: asked.get('phien-ban') ?? undefined,
    compareWith: asked.get('so-voi') ?? undefined,
  })
  return { view, asked: asked.get('phien-ban') }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, ['admin'])
  return runProcedureAction(context, await request.formData())
}

export default function Procedure({ loaderData }: Route.ComponentProps) {
  const { view, asked } = loaderData
  return (
    <Stack maw={1000} gap="lg">
      <ProcedureHead view={view} />
      <ProcedureEditor key={`${view.procedureId} ${asked}`} view={view} />
      <VersionList view={view} />
    </Stack>
  )
}

function ProcedureHead({ view }: { view: VersionView }) {
  return (
    <Stack gap="xs">
      <Anchor component={Link} to="/quan-tri/thu-tuc" size="sm">
        ← Danh sách thủ tục
      </Anchor>
      <Title order={1} size="h2">
        {view.content.name}
      </Title>
      <Group gap="xs">
        <Text size="sm">
          {view.code ? `Mã ${view.code}` : 'Chưa có mã quốc gia'} · {view.fieldName} · Phiên bản{' '}
          {view.version}, {view.state === 'planned' ? 'dự kiến áp dụng' : 'áp dụng'} từ{' '}
          {formatDate(view.validFrom)}
        </Text>
        <ConfidenceBadge confidence={view.confidence} />
      </Group>
      {view.confirmedAgainst ? (
        <Text size="sm">Đã đối chiếu với Quyết định công bố số {view.confirmedAgainst}.</Text>
      ) : null}
      <StateWords view={view} />
      <Group gap="xs">
        <VersionActions view={view} />
        <Anchor component={Link} to={`/quan-tri/thu-tuc/moi?tu=${view.procedureId}`} size="sm">
          Tạo thủ tục mới từ thủ tục này
        </Anchor>
        {view.content.form && view.state === 'current' ? (
          <Anchor href={`/api/v1/procedures/${view.procedureId}/form.pdf`} target="_blank" size="sm">
            In tờ khai để trống
          </Anchor>
        ) : null}
      </Group>
    </Stack>
  )
}

function StateWords({ view }: { view: VersionView }) {
  const words = [
    view.closedOn ? `Ngừng tiếp nhận từ ${formatDate(view.closedOn)}. Lý do: ${view.closingNote}` : '',
    view.state === 'planned' ? 'Đây là phiên bản dự kiến; hôm nay thủ tục chưa theo phiên bản này.' : '',
    view.state === 'ended' ? 'Đây là phiên bản cũ, chỉ để xem.' : '',
    view.state === 'void' ? 'Phiên bản này đã được thay hoặc rút, không áp dụng ngày nào; chỉ để xem.' : '',
  ].filter((each) => each !== '')
  if (words.length === 0) return null
  return (
    <Alert color="orange" variant="light" role="note">
      {words.map((each) => (
        <Text key={each} size="sm">
          {each}
        </Text>
      ))}
    </Alert>
  )
}
