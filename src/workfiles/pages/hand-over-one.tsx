import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { holds } from '../../platform/operations.ts'
import { InternalDialog, textIn } from '../../records/pages/internal/internal-dialog.tsx'
import { pageRead, pageWrite, requireStaff } from '../../ui/page-context.ts'
import { runJsonForm } from '../../ui/run-json-form.ts'
import { Tag } from '../../ui/tag.tsx'
import { receiveHandOver, returnHandOver } from '../commands/hand-over.ts'
import { handOverForm } from '../model/papers.ts'
import { clerks } from '../policy.ts'
import { getHandOver } from '../queries/hand-overs.ts'
import type { Route } from './+types/hand-over-one.ts'
import { CellTable } from './cell-table.tsx'
import { handOverStates } from './hand-over.tsx'
import { ReasonBox } from './reason-box.tsx'

export const meta = ({ loaderData }: Route.MetaArgs) => [
  { title: `Giao nộp ${loaderData?.head.number ?? ''}/${loaderData?.head.year ?? ''} — Một Cửa` },
]

export async function loader({ context, request, params }: Route.LoaderArgs) {
  const actor = requireStaff(context, request, getHandOver.audience)
  const found = await pageRead(context, getHandOver, { id: params.id })
  return { ...found, mayDecide: holds(actor, clerks) && found.head.state === 'offered' }
}

export async function action({ context, request }: Route.ActionArgs) {
  requireStaff(context, request, clerks)
  const works = { nhan: receiveHandOver, 'tra-lai': returnHandOver }
  return runJsonForm(pageWrite, context, { form: await request.formData(), works })
}

/** One hand-over: its list, its papers, and the receipt by the archive of the office. */
export default function HandOverOne({ loaderData }: Route.ComponentProps) {
  const { head, files, mayDecide } = loaderData
  const [asked, setAsked] = useState<'receive' | 'return' | null>(null)
  const address = `/api/v1/work-file-handovers/${head.id}`
  const close = () => setAsked(null)
  return (
    <Stack>
      <Anchor component={Link} to="/nop-luu" size="sm">
        Nộp lưu hồ sơ
      </Anchor>
      <div>
        <Title order={1} size="h2">
          Giao nộp số {head.number}/{head.year}
        </Title>
        <Text>{head.title}</Text>
        <Tag tone={head.state === 'received' ? 'good' : head.state === 'returned' ? 'warning' : 'plain'}>
          {handOverStates[head.state]}
        </Tag>
        <Text size="sm">
          Bên giao: {[head.fromName, head.fromPost, head.fromUnit].filter(Boolean).join(', ')},{' '}
          {formatShortMoment(new Date(head.offeredAt))}.
        </Text>
        {head.decidedAt ? (
          <Text size="sm">
            {head.decidedByName}, {formatShortMoment(new Date(head.decidedAt))}: {head.condition}
          </Text>
        ) : null}
      </div>
      <Group>
        {mayDecide ? <Button onClick={() => setAsked('receive')}>Nhận hồ sơ</Button> : null}
        {mayDecide ? (
          <Button variant="default" onClick={() => setAsked('return')}>
            Trả lại
          </Button>
        ) : null}
        <Button component="a" href={`${address}/muc-luc.pdf`} target="_blank" variant="default">
          In mục lục nộp lưu
        </Button>
        <Button component="a" href={`${address}/muc-luc.xlsx`} variant="default">
          Mục lục Excel
        </Button>
        <Button component="a" href={`${address}/bien-ban.pdf`} target="_blank" variant="default">
          In biên bản giao nhận
        </Button>
      </Group>
      <CellTable label={handOverForm.title} columns={handOverForm.columns} rows={files} />
      {asked === 'receive' ? (
        <InternalDialog
          title="Nhận hồ sơ vào Lưu trữ cơ quan"
          intro="Chỉ nhận khi đã kiểm tra từng hồ sơ theo mục lục."
          submitLabel="Nhận hồ sơ"
          work="nhan"
          fields={['condition']}
          input={(form) => ({ id: head.id, condition: textIn(form, 'condition') })}
          onClose={close}
        >
          {(errorAt) => <ReasonBox name="condition" label="Tình trạng hồ sơ" error={errorAt('condition')} />}
        </InternalDialog>
      ) : null}
      {asked === 'return' ? (
        <InternalDialog
          title="Trả lại hồ sơ giao nộp"
          intro="Hồ sơ trở lại người giao để hoàn thiện rồi giao nộp lần khác."
          submitLabel="Trả lại"
          work="tra-lai"
          fields={['reason']}
          input={(form) => ({ id: head.id, reason: textIn(form, 'reason') })}
          onClose={close}
        >
          {(errorAt) => <ReasonBox error={errorAt('reason')} />}
        </InternalDialog>
      ) : null}
    </Stack>
  )
}
