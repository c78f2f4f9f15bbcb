import { Anchor, Stack, Text, Title } from '@mantine/core'
import { Link, redirect } from 'react-router'
import { localDate } from '../../calendar/model/local-time.ts'
import { pageContext, pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { createProcedure } from '../commands/create-procedure.ts'
import { startingSteps } from '../model/default-process.ts'
import type { VersionContent } from '../model/version-content.ts'
import { commonCase } from '../model.ts'
import { getVersion } from '../queries/get-version.ts'
import { listFields } from '../queries/list-fields.ts'
import type { Route } from './+types/new-procedure.ts'
import { NewProcedureForm } from './editor/new-procedure-form.tsx'
import { readJson } from './procedure-action.ts'

export const meta = () => [{ title: 'Thêm thủ tục — Một Cửa' }]

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, ['admin'])
  const from = new URL(request.url).searchParams.get('tu')
  const [{ fields }, source] = await Promise.all([
    pageRead(context, listFields, {}),
    from ? pageRead(context, getVersion, { procedureId: from }) : null,
  ])
  return {
    fields: fields.map(({ name }) => name),
    source: source && { name: source.content.name, field: source.fieldName, content: source.content },
    today: localDate(context.get(pageContext).services.clock()),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, ['admin'])
  const form = await request.formData()
  const text = (name: string) => form.get(name)?.toString()
  const input = {
    code: text('code') || null,
    field: text('field'),
    validFrom: text('validFrom'),
    note: text('note') ?? '',
    content: readJson(form.get('content')),
    formText: text('formText'),
  }
  const key = String(form.get('idempotencyKey'))
  const made = await pageWrite(context, createProcedure, { input, idempotencyKey: key })
  return made.ok ? redirect(`/quan-tri/thu-tuc/${made.output.procedureId}`) : made
}

const startingLimit = { amount: null, unit: 'working_day' } as const

/** What a new procedure starts with; the process follows the time limit when it is saved. */
const emptyContent: VersionContent = {
  name: '',
  timeLimit: startingLimit,
  cases: [commonCase([])],
  fees: [],
  result: '',
  legalBasis: [],
  decision: null,
  notes: null,
  agencies: {},
  posting: {},
  form: null,
  steps: startingSteps(startingLimit).map(({ name, role, minutes }) => ({ name, role, minutes })),
}

export default function NewProcedure({ loaderData }: Route.ComponentProps) {
  const { source, fields, today } = loaderData
  return (
    <Stack maw={1000} gap="lg">
      <div>
        <Anchor component={Link} to="/quan-tri/thu-tuc" size="sm">
          ← Danh sách thủ tục
        </Anchor>
        <Title order={1} size="h2" mt="xs">
          Thêm thủ tục
        </Title>
        <Text size="sm">
          {source
            ? `Nội dung được chép từ thủ tục “${source.name}”. Hãy đặt tên mới và sửa phần khác nhau.`
            : 'Thủ tục mới chưa hiện cho người dân đến khi được xác nhận đã đối chiếu với quyết định công bố.'}
        </Text>
      </div>
      <NewProcedureForm
        key={source?.name}
        start={source ? { ...source.content, name: '' } : emptyContent}
        isCopy={source !== null}
        field={source?.field ?? ''}
        fields={fields}
        today={today}
      />
    </Stack>
  )
}
