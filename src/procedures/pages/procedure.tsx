import { Anchor, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { formatDate } from '../../calendar/model/clock-time.ts'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { saveProcess } from '../commands/save-process.ts'
import { listVersions } from '../queries/list-versions.ts'
import { getProcedure } from '../queries.ts'
import type { Route } from './+types/procedure.ts'
import { ConfidenceBadge } from './confidence-badge.tsx'
import { ProcedureFacts } from './procedure-facts.tsx'
import { ProcessEditor } from './process-editor.tsx'
import { VersionList } from './version-list.tsx'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `${loaderData?.procedure.name ?? 'Thủ tục'} — Một Cửa` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const { id: procedureId } = params
  const [procedure, { versions }] = await Promise.all([
    pageRead(context, getProcedure, { procedureId }),
    pageRead(context, listVersions, { procedureId }),
  ])
  return { procedure, versions }
}

export async function action({ context, request, params }: Route.ActionArgs) {
  requireStaff(context, request, ['admin'])
  const form = await request.formData()
  const input = { procedureId: params.id, steps: readSteps(String(form.get('steps'))) }
  return pageWrite(context, saveProcess, { input, idempotencyKey: String(form.get('idempotencyKey')) })
}

/** The steps as the editor sends them; anything else is left for the command to refuse. */
function readSteps(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export default function Procedure({ loaderData }: Route.ComponentProps) {
  const { procedure, versions } = loaderData
  return (
    <Stack maw={1000} gap="lg">
      <div>
        <Anchor component={Link} to="/quan-tri/thu-tuc" size="sm">
          ← Danh sách thủ tục
        </Anchor>
        <Title order={1} size="h2" mt="xs">
          {procedure.name}
        </Title>
        <Group gap="xs" mt="xs">
          <Text size="sm">
            {procedure.code ? `Mã ${procedure.code}` : 'Chưa có mã quốc gia'} · {procedure.fieldName} · Phiên
            bản {procedure.version}, áp dụng từ {formatDate(procedure.validFrom)}
          </Text>
          <ConfidenceBadge confidence={procedure.confidence} />
        </Group>
      </div>
      <ProcessEditor key={procedure.procedureId} stored={procedure.steps} timeLimit={procedure.timeLimit} />
      <ProcedureFacts procedure={procedure} />
      <VersionList versions={versions} />
    </Stack>
  )
}
