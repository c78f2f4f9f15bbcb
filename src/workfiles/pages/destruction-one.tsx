import { Anchor, Button, Group, List, Radio, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { holds } from '../../platform/operations.ts'
import { InternalDialog, textIn } from '../../records/pages/internal/internal-dialog.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { Tag } from '../../ui/tag.tsx'
import { carryOutDestruction, decideDestruction } from '../commands/destruction.ts'
import { destructionForm } from '../model/papers.ts'
import { type RemovedFile, removedFilesWords } from '../model/removed-files.ts'
import { clerks, leaders } from '../policy.ts'
import { getDestruction } from '../queries/destructions.ts'
import type { Route } from './+types/destruction-one.ts'
import { CellTable } from './cell-table.tsx'
import { destructionStates } from './destruction.tsx'
import { ReasonBox } from './reason-box.tsx'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Danh mục tiêu hủy ${loaderData?.head.number ?? ''}/${loaderData?.head.year ?? ''} — Một Cửa` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getDestruction.audience)
  const found = await pageRead(context, getDestruction, { id: params.id })
  const { state, proposedById } = found.head
  return {
    ...found,
    mayDecide: state === 'proposed' && holds(actor, leaders) && proposedById !== actor.id,
    mayCarryOut: state === 'approved' && holds(actor, clerks),
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, getDestruction.audience)
  const works = { 'quyet-dinh': decideDestruction, 'tieu-huy': carryOutDestruction }
  return runJsonForm(pageWrite, context, { form: await request.formData(), works })
}

/** One list of what is to be destroyed: its files, the decision, the minutes, and what lay in the files. */
export default function DestructionOne({ loaderData }: Route.ComponentProps) {
  const { head, files, mayDecide, mayCarryOut } = loaderData
  const [asked, setAsked] = useState<'decide' | 'carryOut' | null>(null)
  const address = `/api/v1/work-file-destructions/${head.id}`
  return (
    <Stack>
      <Anchor component={Link} to="/tieu-huy-ho-so" size="sm">
        Hồ sơ hết thời hạn bảo quản
      </Anchor>
      <div>
        <Title order={1} size="h2">
          Danh mục tài liệu hết giá trị số {head.number}/{head.year}
        </Title>
        <Tag tone={head.state === 'done' ? 'good' : 'plain'}>{destructionStates[head.state]}</Tag>
        <Text size="sm">
          {head.proposedByName} trình, {formatShortMoment(new Date(head.proposedAt))}: {head.reason}
        </Text>
        {head.decision ? (
          <Text size="sm">
            {head.decidedByName}: {head.decision}
          </Text>
        ) : null}
        {head.doneAt ? (
          <Text size="sm">
            {head.doneByName}, {formatShortMoment(new Date(head.doneAt))}: {head.method}. Chứng kiến:{' '}
            {head.witnesses}.
          </Text>
        ) : null}
      </div>
      <Group>
        {mayDecide ? <Button onClick={() => setAsked('decide')}>Quyết định</Button> : null}
        {mayCarryOut ? (
          <Button color="red.9" onClick={() => setAsked('carryOut')}>
            Ghi đã tiêu hủy
          </Button>
        ) : null}
        <Button component="a" href={`${address}/danh-muc.pdf`} target="_blank" variant="default">
          In danh mục
        </Button>
        <Button component="a" href={`${address}/danh-muc.xlsx`} variant="default">
          Danh mục Excel
        </Button>
        <Button component="a" href={`${address}/bien-ban.pdf`} target="_blank" variant="default">
          In biên bản tiêu hủy
        </Button>
      </Group>
      <CellTable label={destructionForm.title} columns={destructionForm.columns} rows={files} />
      {files.map(({ id, cells, contents, removed }) =>
        contents ? (
          <details key={id}>
            <Text component="summary" size="sm">
              Những gì từng có trong hồ sơ {cells[1]} ({contents.length})
            </Text>
            <List size="sm">
              {contents.map((row) => (
                <List.Item key={row[0]}>{row.filter(Boolean).slice(1).join(' · ')}</List.Item>
              ))}
            </List>
            {removed.length > 0 ? <Removed removed={removed} /> : null}
          </details>
        ) : null,
      )}
      {asked === 'decide' ? <DecideDialog id={head.id} onClose={() => setAsked(null)} /> : null}
      {asked === 'carryOut' ? <CarryOutDialog id={head.id} onClose={() => setAsked(null)} /> : null}
    </Stack>
  )
}

function Removed({ removed }: { removed: RemovedFile[] }) {
  return (
    <>
      <Text size="sm">{removedFilesWords(removed)}</Text>
      <List size="sm">
        {removed.map(({ name, size, sha256 }) => (
          <List.Item key={`${name} ${sha256}`} style={{ overflowWrap: 'anywhere' }}>
            {name} · {Math.ceil(size / 1024)} KB · SHA-256 {sha256}
          </List.Item>
        ))}
      </List>
    </>
  )
}

interface DialogProps {
  id: string
  onClose(): void
}

function DecideDialog({ id, onClose }: DialogProps) {
  return (
    <InternalDialog
      title="Quyết định tiêu hủy"
      intro="Đã rà soát từng hồ sơ trong danh mục."
      submitLabel="Ghi quyết định"
      work="quyet-dinh"
      fields={['decision']}
      input={(form) => ({
        id,
        approve: textIn(form, 'approve') === 'yes',
        decision: textIn(form, 'decision'),
      })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <Radio.Group name="approve" label="Ý kiến" defaultValue="yes" required>
            <Stack gap="xs" mt="xs">
              <Radio value="yes" label="Đồng ý tiêu hủy" />
              <Radio value="no" label="Không đồng ý, giữ lại" />
            </Stack>
          </Radio.Group>
          <ReasonBox
            name="decision"
            label="Số, ngày quyết định, hoặc lý do không đồng ý"
            error={errorAt('decision')}
          />
        </>
      )}
    </InternalDialog>
  )
}

function CarryOutDialog({ id, onClose }: DialogProps) {
  return (
    <InternalDialog
      title="Ghi đã tiêu hủy"
      intro="Không làm lại được: tệp tải lên trong các hồ sơ này bị xóa, văn bản không còn mở được từ hồ sơ nữa."
      submitLabel="Ghi đã tiêu hủy"
      work="tieu-huy"
      danger
      fields={['method', 'witnesses']}
      input={(form) => ({ id, method: textIn(form, 'method'), witnesses: textIn(form, 'witnesses') })}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          <TextInput
            name="method"
            label="Cách tiêu hủy"
            error={errorAt('method')}
            maxLength={300}
            autoComplete="off"
            required
            data-autofocus
          />
          <TextInput
            name="witnesses"
            label="Người chứng kiến"
            error={errorAt('witnesses')}
            maxLength={300}
            autoComplete="off"
            required
          />
        </>
      )}
    </InternalDialog>
  )
}
