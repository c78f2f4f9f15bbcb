import { randomUUID } from 'node:crypto'
import { Anchor, Button, Group, NativeSelect, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { Form, redirectDocument } from 'react-router'
import { statusName } from '../../dossiers/model/status.ts'
import { getProcedure, listProcedures } from '../../procedures/queries.ts'
import { DataList } from '../../ui/data-list.tsx'
import { momentText } from '../../ui/moment-text.ts'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { beginAssistedDraft } from '../commands/begin-draft.ts'
import { assistedFilings } from '../queries/own-filings.ts'
import type { Route } from './+types/assist.ts'
import { filedHref, stepHref } from './addresses.ts'

export const meta = () => [{ title: 'Hỗ trợ nộp hồ sơ trực tuyến — Một Cửa' }]

const mostShown = 12

export async function loader({ context, request }: Route.LoaderArgs) {
  requireStaff(context, request, beginAssistedDraft.audience)
  const asked = new URL(request.url).searchParams
  const q = (asked.get('q') ?? '').slice(0, 200)
  const id = /^[0-9a-f-]{36}$/.exec(asked.get('thu-tuc') ?? '')?.[0]
  const [{ filings }, found, chosen] = await Promise.all([
    pageRead(context, assistedFilings, {}),
    q === '' ? { items: [] } : pageRead(context, listProcedures, { q, limit: mostShown }),
    id ? pageRead(context, getProcedure, { procedureId: id }) : null,
  ])
  const cases = chosen?.cases.map(({ code, name }) => ({ code, name })) ?? []
  return {
    q,
    filings,
    found: found.items.map(({ id: procedureId, name, fieldName }) => ({ id: procedureId, name, fieldName })),
    draftId: randomUUID(),
    chosen: chosen ? { id: chosen.procedureId, name: chosen.name, cases } : null,
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, beginAssistedDraft.audience)
  const form = await request.formData()
  const text = (name: string) => String(form.get(name) ?? '')
  const written = await pageWrite(context, beginAssistedDraft, {
    input: { id: text('id'), procedureId: text('procedureId'), caseCode: text('caseCode') },
    idempotencyKey: text('idempotencyKey'),
  })
  // The steps are pages of the public, without the staff's script.
  if (written.ok) throw redirectDocument(stepHref(written.output.id, 1))
  return written
}

export default function Assist({ loaderData }: Route.ComponentProps) {
  const { q, found, chosen, filings } = loaderData
  return (
    <Stack maw={900} gap="lg">
      <div>
        <Title order={1} size="h2">
          Hỗ trợ nộp hồ sơ trực tuyến
        </Title>
        <Text size="sm" c="gray.7">
          Khai thay cho người dân ngồi tại quầy. Hồ sơ được ghi là do cán bộ hỗ trợ nộp, kèm tên cán bộ.
        </Text>
      </div>
      {chosen ? <Begin key={chosen.id} chosen={chosen} draftId={loaderData.draftId} /> : null}
      <Paper withBorder p="md" component="section" aria-labelledby="chon-thu-tuc">
        <Title order={2} size="h4" id="chon-thu-tuc" mb="xs">
          Chọn thủ tục
        </Title>
        <Form method="get" role="search">
          <Group align="end">
            <TextInput name="q" label="Tên hoặc mã thủ tục" defaultValue={q} flex={1} miw={220} />
            <Button type="submit" variant="default">
              Tìm
            </Button>
          </Group>
        </Form>
        {q !== '' && found.length === 0 ? (
          <Text mt="sm">Không tìm thấy thủ tục nào. Hãy gõ ít chữ hơn.</Text>
        ) : null}
        <Stack gap="xs" mt="sm" component="ul" pl={0} style={{ listStyle: 'none' }}>
          {found.map((procedure) => (
            <li key={procedure.id}>
              <Anchor href={`/ho-tro-nop?thu-tuc=${procedure.id}`}>{procedure.name}</Anchor>
              <Text size="sm" c="gray.7">
                {procedure.fieldName}
              </Text>
            </li>
          ))}
        </Stack>
      </Paper>
      <Helped filings={filings} />
    </Stack>
  )
}

type Chosen = NonNullable<Route.ComponentProps['loaderData']['chosen']>

function Begin({ chosen, draftId }: { chosen: Chosen; draftId: string }) {
  const answer = useAnswer<unknown>(() => {})
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="lap-ho-so">
      <Title order={2} size="h4" id="lap-ho-so" mb="xs">
        {chosen.name}
      </Title>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          answer.send(new FormData(event.currentTarget))
        }}
      >
        <input type="hidden" name="id" value={draftId} />
        <input type="hidden" name="procedureId" value={chosen.id} />
        <Stack gap="sm">
          {answer.problem ? <ProblemAlert problem={answer.problem} /> : null}
          {chosen.cases.length > 1 ? (
            <NativeSelect
              name="caseCode"
              label="Trường hợp"
              data={chosen.cases.map(({ code, name }) => ({ value: code, label: name }))}
            />
          ) : null}
          <div>
            <Button type="submit" disabled={answer.busy}>
              Lập hồ sơ cùng người dân
            </Button>
          </div>
        </Stack>
      </form>
    </Paper>
  )
}

type Filing = Route.ComponentProps['loaderData']['filings'][number]

function Helped({ filings }: { filings: readonly Filing[] }) {
  return (
    <section aria-labelledby="da-ho-tro">
      <Title order={2} size="h4" id="da-ho-tro" mb="xs">
        Hồ sơ mình đã hỗ trợ
      </Title>
      {filings.length === 0 ? (
        <Text size="sm">Chưa có hồ sơ nào.</Text>
      ) : (
        <DataList
          label="Hồ sơ mình đã hỗ trợ"
          rows={filings}
          rowKey={({ id }) => id}
          columns={[
            {
              header: 'Thủ tục',
              isPlain: true,
              cell: ({ id, state, procedureName }) => (
                <Anchor href={state === 'open' ? `/nop-ho-so/ban/${id}` : filedHref(id)}>
                  {procedureName}
                </Anchor>
              ),
            },
            { header: 'Người có hồ sơ', cell: ({ applicantName }) => applicantName || 'Chưa ghi' },
            {
              header: 'Tình trạng',
              cell: ({ state, status, code, reference }) =>
                state === 'open' ? 'Đang lập' : `${statusName(status ?? 1)}, ${code ?? reference ?? ''}`,
            },
            { header: 'Lần cuối', cell: ({ changedAt }) => momentText(changedAt) },
          ]}
        />
      )}
    </section>
  )
}
